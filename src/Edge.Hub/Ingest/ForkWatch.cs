using Edge.Contracts.Records;
using Edge.Contracts.Signing;
using Edge.Hub.Archive;
using Edge.Hub.Chains;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Ingest;

/// <summary>
/// Looks at each record once, when its manifest is first seen: does another record of its board claim its place? Whichever comes second shows it,
/// so the order of arrival does not matter. A fork is told and flagged; it is never a reason to hold a record.
/// </summary>
internal static class ForkWatch
{
    public const string Incident = "fork";

    // Enough to name; with more copies than that nobody reads on.
    private const int Shown = 8;

    /// <summary>The flags a new record gets; those it conflicts with are flagged too.</summary>
    public static async Task<RecordFlags> LookAsync(Batch batch, RecordManifest manifest, VerifyingKey signer, CancellationToken cancellationToken)
    {
        var node = manifest.Fields.Node;
        var sequence = (long)manifest.Fields.Sequence;
        var records = batch.Db.Set<ArchivedRecord>().Where(r => r.Node == node);
        var previous = manifest.Fields.PreviousDigest.ToByteArray();
        var successors = await records.Where(r => r.PreviousDigest == previous).OrderBy(r => r.Key).Take(Shown).Select(r => new Rival(r.Key, r.ChainId, r.Sequence)).ToListAsync(cancellationToken);
        if (successors.Count > 0) successors = await WithoutDamageAsync(batch.Db, node, sequence, successors, cancellationToken);
        if (successors.Count > 0 && previous.Length == 0) successors = await OfThisCardAsync(batch, manifest, signer, successors, cancellationToken);
        var sameNumber = await records.Where(r => r.ChainId == manifest.ChainId && r.Sequence == sequence).Take(Shown).Select(r => new Rival(r.Key, r.ChainId, r.Sequence)).ToListAsync(cancellationToken);

        if (sameNumber.Count > 0) batch.Refuse(node, Incident, $"two records carry number {sequence} of chain {ChainName.Of(manifest.ChainId)}; both are stored");
        else if (successors.Count > 0) batch.Refuse(node, Incident, Words(manifest, successors[0]));
        else if (await IsOtherThanPromisedAsync(batch, manifest, cancellationToken)) batch.Refuse(node, Incident, TwoHeads(manifest.ChainId, sequence));
        else return RecordFlags.None;

        var keys = successors.Concat(sameNumber).Select(r => r.Key).ToHashSet();
        await batch.Db.Set<ArchivedRecord>().Where(r => keys.Contains(r.Key)).ExecuteUpdateAsync(s => s.SetProperty(r => r.Flags, r => r.Flags | RecordFlags.Forked), cancellationToken);
        return RecordFlags.Forked;
    }

    /// <summary>Compares a head with the record of its number, where that is here already.</summary>
    public static async Task CompareAsync(Batch batch, Chain head, CancellationToken cancellationToken)
    {
        var other = batch.Db.Set<ArchivedRecord>().Where(r => r.Node == head.Node && r.ChainId == head.ChainId && r.Sequence == head.LastSequence && r.ManifestDigest != head.LastDigest && (r.Flags & RecordFlags.Forked) == 0);
        var flagged = await other.ExecuteUpdateAsync(s => s.SetProperty(r => r.Flags, r => r.Flags | RecordFlags.Forked), cancellationToken);
        if (flagged > 0) batch.Refuse(head.Node, Incident, TwoHeads(head.ChainId, head.LastSequence));
    }

    public static string TwoHeads(Guid chainId, long sequence) =>
        $"the board signed two different records as number {sequence} of chain {ChainName.Of(chainId)}; both are stored when they come";

    private static string Words(RecordManifest manifest, Rival rival)
    {
        var (one, two) = ($"{rival.Sequence} of chain {ChainName.Of(rival.ChainId)}", $"{manifest.Fields.Sequence} of chain {ChainName.Of(manifest.ChainId)}");
        return manifest.Fields.PreviousDigest.IsEmpty
            ? $"records {one} and {two} are both signed as the card's first: it was copied, or emptied; both are stored"
            : $"records {one} and {two} name the same record as the one before them: the card was copied or restored; both are stored";
    }

    // A board whose newest file is unreadable down to its manifest goes on from the one before it, and says so. That is no copy.
    private static async Task<List<Rival>> WithoutDamageAsync(HubDb db, string node, long sequence, List<Rival> rivals, CancellationToken cancellationToken)
    {
        // What this very offer reports may not be written yet.
        await db.SaveChangesAsync(cancellationToken);
        var left = new List<Rival>();
        foreach (var rival in rivals)
        {
            var (low, high) = (Math.Min(sequence, rival.Sequence), Math.Max(sequence, rival.Sequence));
            var damaged = low == high ? 0 : await db.Set<DamagedReport>().Where(d => d.Node == node && d.Sequence >= low && d.Sequence < high).Select(d => d.Sequence).Distinct().LongCountAsync(cancellationToken);
            if (low == high || damaged < high - low) left.Add(rival);
        }
        return left;
    }

    // A wiped or replaced card begins again with a key of its own: worth a note. Two first records of one key are two copies of one card.
    private static async Task<List<Rival>> OfThisCardAsync(Batch batch, RecordManifest manifest, VerifyingKey signer, List<Rival> rivals, CancellationToken cancellationToken)
    {
        var keys = rivals.Select(r => r.Key).ToList();
        var rows = await batch.Db.Set<ArchivedRecord>().Where(r => keys.Contains(r.Key)).Select(r => new { r.Key, r.Manifest, r.Signature }).ToListAsync(cancellationToken);
        var same = rows.Where(r => RecordManifest.Read(r.Manifest, r.Signature).IsSignedBy(signer)).Select(r => r.Key).ToHashSet();
        if (same.Count == 0) batch.Refuse(manifest.Fields.Node, "started-again", $"chain {ChainName.Of(manifest.ChainId)} and chain {ChainName.Of(rivals[0].ChainId)} both begin at a card's first record, with different keys: the card was wiped or replaced");
        return [.. rivals.Where(r => same.Contains(r.Key))];
    }

    private static async Task<bool> IsOtherThanPromisedAsync(Batch batch, RecordManifest manifest, CancellationToken cancellationToken) =>
        await batch.Db.Set<Chain>().FindAsync([manifest.Fields.Node, manifest.ChainId], cancellationToken) is { } chain
        && chain.LastSequence == (long)manifest.Fields.Sequence && !chain.LastDigest.AsSpan().SequenceEqual(manifest.Digest);

    private sealed record Rival(long Key, Guid ChainId, long Sequence);
}
