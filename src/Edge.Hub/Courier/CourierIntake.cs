using Edge.Contracts;
using Edge.Contracts.Courier;
using Edge.Contracts.Records;
using Edge.Contracts.Wire;
using Edge.Hub.Archive;
using Edge.Hub.Boards;
using Edge.Hub.Ingest;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Courier;

/// <summary>
/// Takes what a stick carries. Each record is believed by its own manifest's signature, whatever the stick says; the slip tells what
/// should be there and what the board has made, and so what is missing.
/// </summary>
internal sealed class CourierIntake(Ingestor ingestor, IDbContextFactory<HubDb> database, NodeRegistry nodes, SignatureCheck signatures)
{
    /// <summary>Records that came so are listed with this carrier.</summary>
    public const string Carrier = "courier";

    // So many at a time: boards that are sending meanwhile wait for no more than that.
    private const int Page = 128;

    /// <summary>Takes in a slip: its chain head, its damaged records; returns the receipts of those records that are here already.</summary>
    /// <exception cref="MalformedException">It is not a slip of ours.</exception>
    /// <exception cref="HubException">No board of this hub signed it.</exception>
    public async Task<IReadOnlyList<SignedReceipt>> TakeSlipAsync(ReadOnlyMemory<byte> file, CancellationToken cancellationToken)
    {
        var (signed, slip) = CourierSlips.Read(file.Span);
        var keys = nodes.KeysOf(slip.Node);
        if (keys.Count == 0) throw new HubException($"the slip is of board {slip.Node}, which this hub does not know: is it a stick for another hub?");
        var signer = keys.FirstOrDefault(k => CourierSlips.IsSignedBy(signed, k.Key)) ?? throw new HubException($"the slip is not signed by any known key of board {slip.Node}: it is damaged, or of another hub's board of that name");
        var head = signatures.Read(slip.Node, slip.Head);
        if (!signer.Revoked) await ingestor.AloneAsync(batch => NoteAsync(batch, slip, head, cancellationToken), cancellationToken);
        var trust = await TrustVersionAsync(slip.Node, signer.Revoked ? 0 : slip.TrustVersion, cancellationToken);
        var receipts = new List<SignedReceipt>();
        foreach (var page in slip.Records.Chunk(Page)) receipts.AddRange(await ingestor.AloneAsync(batch => StoredAsync(batch, slip.Node, page, trust, cancellationToken), cancellationToken));
        return receipts;
    }

    /// <summary>Takes in one record's file.</summary>
    /// <exception cref="MalformedException">It is damaged, or no record.</exception>
    /// <exception cref="HubException">No board of this hub made it.</exception>
    public async Task<(SignedReceipt Receipt, bool WasHere)> TakeRecordAsync(ReadOnlyMemory<byte> file, CancellationToken cancellationToken)
    {
        var (manifest, bytes) = RecordFrame.Read(file);
        var node = manifest.Fields.Node;
        if (nodes.KeysOf(node).Count == 0) throw new HubException($"the record is of board {node}, which this hub does not know: is it a stick for another hub?");
        try
        {
            return await ingestor.TakeWholeAsync(manifest, bytes, Carrier, await TrustVersionAsync(node, 0, cancellationToken), cancellationToken);
        }
        catch (UnknownSignerException e)
        {
            throw new HubException(e.Message, e);
        }
    }

    private static async Task<bool> NoteAsync(Batch batch, CourierSlip slip, VerifiedHead? head, CancellationToken cancellationToken)
    {
        foreach (var damaged in slip.Damaged) await DamageIntake.NoteAsync(batch, slip.Node, damaged, cancellationToken);
        var contact = await batch.Db.Set<BoardContact>().FindAsync([slip.Node], cancellationToken);
        // Not heard: when it was last in contact, and what waited then, stays as it was.
        if (contact is null) batch.Db.Add(contact = new BoardContact { Node = slip.Node });
        batch.Contacts.Add(slip.Node);
        contact.TrustVersion = Math.Max(contact.TrustVersion, (long)Math.Min(slip.TrustVersion, Limits.TrustVersion));
        if (head is null) batch.Refuse(slip.Node, "bad-chain-head", "the chain head is not signed by any known key of this board");
        else await HeadIntake.TakeAsync(batch, slip.Node, contact, head, live: false, cancellationToken);
        // Being heard over the network is what spends a board's secret; a stick proves no connection.
        batch.KeysSeen.Clear();
        return true;
    }

    private async Task<IReadOnlyList<SignedReceipt>> StoredAsync(Batch batch, string node, CourierRecord[] named, ulong trust, CancellationToken cancellationToken)
    {
        var digests = named.Select(r => Convert.ToHexString(r.Digest.Span)).ToHashSet(StringComparer.Ordinal);
        var ids = named.Select(r => new Guid(r.RecordId.Span, bigEndian: true)).ToList();
        var rows = await batch.Db.Set<ArchivedRecord>().AsNoTracking()
            .Where(r => ids.Contains(r.RecordId) && r.Node == node && r.State == Archive.RecordState.Stored).ToListAsync(cancellationToken);
        var receipts = new List<SignedReceipt>();
        foreach (var row in rows.Where(r => digests.Contains(Convert.ToHexString(r.ManifestDigest))))
        {
            var transfer = new Transfer(row.Key, RecordManifest.Read(row.Manifest, row.Signature)) { Receipt = row.Receipt };
            receipts.Add(await ingestor.ReceiptAsync(batch, transfer, trust, cancellationToken));
        }
        return receipts;
    }

    // What the board last said over the network, or on the slip if that is newer: a board never goes back.
    private async Task<ulong> TrustVersionAsync(string node, ulong said, CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        var known = await db.Set<BoardContact>().Where(c => c.Node == node).Select(c => c.TrustVersion).SingleOrDefaultAsync(cancellationToken);
        return Math.Max((ulong)known, said);
    }
}
