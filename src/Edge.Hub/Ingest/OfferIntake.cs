using Edge.Contracts;
using Edge.Contracts.Records;
using Edge.Contracts.Wire;
using Edge.Hub.Archive;
using Edge.Hub.Chains;
using Edge.Hub.Nodes;
using Google.Protobuf;
using Microsoft.EntityFrameworkCore;
using RecordState = Edge.Contracts.Wire.RecordState;

namespace Edge.Hub.Ingest;

/// <summary>Takes an offer: learns what the board holds and answers for each record what the hub has of it.</summary>
internal sealed class OfferIntake(NodeRegistry nodes, Turns turns, TransferCache transfers, KeptIntake kept)
{
    private readonly ManifestIntake _manifests = new(nodes, transfers);

    // A board begins 32 at a time; a hostile one would begin records without end.
    private const int MostUnfinished = 1024;

    // What a board may claim: figures of all boards are added up.
    private const ulong MostBytes = 1_000_000_000_000_000;

    public async Task TakeAsync(Batch batch, BoardSession session, Offer offer, TimeSpan clock, CancellationToken cancellationToken)
    {
        if (offer.Number == 0) throw new MalformedException("offer's number must be at least 1");
        if (offer.Incarnation.Length != 16) throw new MalformedException("offer's incarnation must be 16 bytes");
        if (offer.Records.Count > Limits.OfferedRecords) throw new MalformedException($"offer of {offer.Records.Count} records; at most {Limits.OfferedRecords}");

        if (offer.Damaged.Count > Limits.OfferedRecords) throw new MalformedException($"offer of {offer.Damaged.Count} damaged records; at most {Limits.OfferedRecords}");

        var incarnation = new Guid(offer.Incarnation.Span, bigEndian: true);
        var reply = batch.ReplyTo(session);
        var wait = turns.Wait(session.Node, incarnation, clock, out var conflict);
        if (conflict) batch.Refuse(session.Node, "two-incarnations", "two boards use this certificate: a copied card? They take turns; nothing is lost");
        if (wait > TimeSpan.Zero)
        {
            reply.Pause = wait;
            reply.PauseFor = (incarnation, offer.Connection);
            return;
        }

        session.Speaks(incarnation, offer.Connection);
        session.TrustVersion = Math.Min(offer.TrustVersion, Limits.TrustVersion);
        reply.ListsObjects = true;
        // First what is damaged: a record that passes over it is no fork.
        foreach (var damaged in offer.Damaged) await DamageIntake.NoteAsync(batch, session.Node, damaged, cancellationToken);
        foreach (var offered in offer.Records) await TakeRecordAsync(batch, session, reply, offered, cancellationToken);
        if (offer.Kept.Count > 0) await kept.TakeAsync(batch, session, reply, offer, cancellationToken);
        await NoteContactAsync(batch, session, offer, cancellationToken);
        // Last: what is said to be answered has been looked at to its end.
        session.LastOffer = Math.Max(session.LastOffer, offer.Number);
    }

    private async Task TakeRecordAsync(Batch batch, BoardSession session, Reply reply, OfferedRecord offered, CancellationToken cancellationToken)
    {
        if (offered.RecordId.Length != 16 || offered.DigestPrefix.Length != 8) throw new MalformedException("an offered record needs a 16-byte id and an 8-byte digest prefix");
        var id = new Guid(offered.RecordId.Span, bigEndian: true);
        try
        {
            var transfer = Known(session, id, offered.DigestPrefix)
                ?? (offered.Manifest is { } signed
                    ? await _manifests.FindOrAddAsync(batch, session.Node, "mqtt", Matching(offered, RecordManifest.Read(signed)), () => CheckUnfinishedAsync(batch, session, cancellationToken), cancellationToken)
                    : await FindAsync(batch, session.Node, id, offered.DigestPrefix, cancellationToken));
            if (transfer is null)
            {
                reply.Say(id, new RecordState { Unknown = new Unknown() });
                return;
            }
            session.Transfers[id] = transfer;
            reply.Touched.Add(transfer);
        }
        catch (MalformedException e)
        {
            batch.Refuse(session.Node, "malformed-manifest", e.Message);
            reply.Say(id, Held(HeldReason.Malformed, e.Message));
        }
        catch (TooManyUnfinishedException e)
        {
            batch.Refuse(session.Node, "too-many-unfinished", e.Message);
            reply.Say(id, Held(HeldReason.Unfinished, e.Message));
        }
        catch (UnknownSignerException e)
        {
            batch.Refuse(session.Node, "bad-signature", e.Message);
            reply.Say(id, Held(HeldReason.Signature, e.Message));
        }
    }

    private static RecordManifest Matching(OfferedRecord offered, RecordManifest manifest) =>
        offered.RecordId == manifest.Fields.RecordId && manifest.Digest.AsSpan(0, 8).SequenceEqual(offered.DigestPrefix.Span)
            ? manifest
            : throw new MalformedException("an offered record's id or digest prefix is not its manifest's");

    private static RecordState Held(HeldReason reason, string detail) =>
        new() { Held = new Held { Reason = reason, Detail = detail, RetryAfterMs = 60_000 } };

    private static Transfer? Known(BoardSession session, Guid id, ByteString prefix) =>
        session.Transfers.TryGetValue(id, out var transfer) && transfer.Manifest.Digest.AsSpan(0, 8).SequenceEqual(prefix.Span) ? transfer : null;

    // Only a board's own records by id alone: another carrier shows the signed manifest, or it could spoil a transfer it merely knows of.
    private async Task<Transfer?> FindAsync(Batch batch, string node, Guid id, ByteString prefix, CancellationToken cancellationToken)
    {
        var rows = await batch.Db.Set<ArchivedRecord>().Where(r => r.RecordId == id && r.Node == node).ToListAsync(cancellationToken);
        var row = rows.Find(r => r.ManifestDigest.AsSpan(0, 8).SequenceEqual(prefix.Span));
        return row is null ? null : await _manifests.LoadAsync(batch, row, RecordManifest.Read(row.Manifest, row.Signature), cancellationToken);
    }

    private static async Task CheckUnfinishedAsync(Batch batch, BoardSession session, CancellationToken cancellationToken)
    {
        var begun = await batch.Db.Set<ArchivedRecord>().CountAsync(r => r.Carrier == session.Node && r.State == Archive.RecordState.Receiving && (r.Flags & RecordFlags.TakenBack) == 0, cancellationToken);
        if (begun >= MostUnfinished) throw new TooManyUnfinishedException($"this board has begun {begun} records and not finished them; at most {MostUnfinished}");
    }

    private async Task NoteContactAsync(Batch batch, BoardSession session, Offer offer, CancellationToken cancellationToken)
    {
        var contact = await batch.Db.Set<BoardContact>().FindAsync([session.Node], cancellationToken);
        if (contact is null) batch.Db.Add(contact = new BoardContact { Node = session.Node });
        contact.LastContactAt = batch.Now;
        contact.Incarnation = session.Incarnation;
        contact.BacklogRecords = (long)Math.Min(offer.BacklogRecords, Limits.Sequence);
        contact.BacklogBytes = (long)Math.Min(offer.BacklogBytes, MostBytes);
        contact.TrustVersion = (long)session.TrustVersion;
        contact.Version = offer.Version.Length <= 40 ? offer.Version : offer.Version[..40];
        if (offer.Head is { } head) await new HeadIntake(nodes).TakeAsync(batch, session.Node, contact, head, cancellationToken);
    }
}
