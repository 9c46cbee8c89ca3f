using Edge.Contracts;
using Edge.Contracts.Records;
using Edge.Contracts.Settings;
using Edge.Contracts.Wire;
using Edge.Hub.Archive;
using Edge.Hub.Objects;
using Google.Protobuf;
using Microsoft.EntityFrameworkCore;
using RecordState = Edge.Contracts.Wire.RecordState;

namespace Edge.Hub.Ingest;

/// <summary>Takes an offer: learns what the board holds and answers for each record what the hub has of it.</summary>
internal sealed class OfferIntake(IncarnationArbiter arbiter, TransferCache transfers, KeptIntake kept)
{
    private readonly ManifestIntake _manifests = new(transfers);

    // A board begins 32 at a time; a hostile one would begin records without end.
    private const int MostUnfinished = 1024;

    // What a board may claim: figures of all boards are added up.
    private const ulong MostBytes = 1_000_000_000_000_000;

    public async Task TakeAsync(Batch batch, BoardSession session, CheckedOffer read, TimeSpan clock, CancellationToken cancellationToken)
    {
        var offer = read.Offer;
        var incarnation = new Guid(offer.Incarnation.Span, bigEndian: true);
        var reply = batch.ReplyTo(session);
        var wait = arbiter.Wait(session.Node, incarnation, clock, out var conflict);
        if (conflict) batch.Refuse(session.Node, "two-incarnations", "two boards use this certificate: a copied card? They take turns; nothing is lost");
        if (wait > TimeSpan.Zero)
        {
            reply.Pause = wait;
            reply.PauseFor = (incarnation, offer.Connection);
            return;
        }

        session.Speaks(incarnation, offer.Connection);
        session.Told = ToldVersions.Of(offer);
        session.WantsProof = offer.Prove;
        reply.ListsObjects = true;
        // First what is damaged: a record that passes over it is no fork.
        foreach (var damaged in offer.Damaged) await DamageIntake.NoteAsync(batch, session.Node, damaged, cancellationToken);
        foreach (var record in read.Records) await TakeRecordAsync(batch, session, reply, record, clock, cancellationToken);
        if (offer.Kept.Count > 0) await kept.TakeAsync(batch, session, reply, offer, cancellationToken);
        await NoteContactAsync(batch, session, read, cancellationToken);
        // Last: what is said to be answered has been looked at to its end.
        session.LastOffer = Math.Max(session.LastOffer, offer.Number);
    }

    private async Task TakeRecordAsync(Batch batch, BoardSession session, Reply reply, CheckedRecord record, TimeSpan clock, CancellationToken cancellationToken)
    {
        try
        {
            if (record.Held is { } held)
            {
                reply.Say(record.Id, new RecordState { Held = held });
                return;
            }
            var transfer = record.Known ?? (record.Manifest is { } manifest
                ? await _manifests.FindOrAddAsync(batch, session.Node, "mqtt", manifest, record.Signer!, () => CheckUnfinishedAsync(batch, session, clock, cancellationToken), cancellationToken)
                : await FindAsync(batch, session.Node, record.Id, record.Offered.DigestPrefix, cancellationToken));
            if (transfer is null)
            {
                reply.Say(record.Id, new RecordState { Unknown = new Unknown() });
                return;
            }
            session.Transfers[record.Id] = transfer;
            reply.Touched.Add(transfer);
        }
        catch (TooManyUnfinishedException e)
        {
            batch.Refuse(session.Node, "too-many-unfinished", e.Message);
            batch.Refused(session.Node);
            session.Refusals.Take(clock);
            reply.Say(record.Id, new RecordState { Held = OfferCheck.Hold(HeldReason.Unfinished, e.Message) });
        }
    }

    // Only a board's own records by id alone: another carrier shows the signed manifest, or it could spoil a transfer it merely knows of.
    private async Task<Transfer?> FindAsync(Batch batch, string node, Guid id, ByteString prefix, CancellationToken cancellationToken)
    {
        var rows = await batch.Db.Set<ArchivedRecord>().Where(r => r.RecordId == id && r.Node == node).ToListAsync(cancellationToken);
        var row = rows.Find(r => r.ManifestDigest.AsSpan(0, 8).SequenceEqual(prefix.Span));
        return row is null ? null : await _manifests.LoadAsync(batch, row, RecordManifest.Read(row.Manifest, row.Signature), cancellationToken);
    }

    private static async Task CheckUnfinishedAsync(Batch batch, BoardSession session, TimeSpan clock, CancellationToken cancellationToken)
    {
        if (!session.Refusals.HasRoom(clock)) throw new TooManyUnfinishedException("this board has begun many records and not finished them; further ones are not looked at for a while");
        var begun = await batch.Db.Set<ArchivedRecord>().CountAsync(r => r.Carrier == session.Node && r.State == Archive.RecordState.Receiving && (r.Flags & RecordFlags.TakenBack) == 0, cancellationToken);
        if (begun >= MostUnfinished) throw new TooManyUnfinishedException($"this board has begun {begun} records and not finished them; at most {MostUnfinished}");
    }

    private static async Task NoteContactAsync(Batch batch, BoardSession session, CheckedOffer read, CancellationToken cancellationToken)
    {
        var offer = read.Offer;
        var contact = await batch.Db.Set<BoardContact>().FindAsync([session.Node], cancellationToken);
        if (contact is null) batch.Db.Add(contact = new BoardContact { Node = session.Node });
        batch.Contacts.Add(session.Node);
        contact.LastContactAt = batch.Now;
        contact.Incarnation = session.Incarnation;
        contact.BacklogRecords = (long)Math.Min(offer.BacklogRecords, Limits.Sequence);
        contact.BacklogBytes = (long)Math.Min(offer.BacklogBytes, MostBytes);
        contact.TrustVersion = (long)session.Told.Trust;
        contact.SettingsVersion = (long)session.Told.Settings;
        (contact.SettingsRefused, contact.SettingsRefusal) = ((long)session.Told.RefusedSettings.Version, session.Told.RefusedSettings.Why);
        NoteRelease(contact, session.Told.Release);
        contact.WorklistVersion = (long)session.Told.Worklist;
        contact.Address = HubAddress.TryParse(offer.Address, out var dialled) ? $"{dialled}" : "";
        contact.Version = offer.Version.Length <= 40 ? offer.Version : offer.Version[..40];
        if (read.Head is { } head) await HeadIntake.TakeAsync(batch, session.Node, contact, head, live: true, cancellationToken);
    }

    private static void NoteRelease(BoardContact contact, ToldRelease? told) =>
        (contact.ReleaseArchitecture, contact.ReleaseNumber, contact.ReleaseRefused, contact.ReleaseWhy, contact.ReleaseArrived) =
        (told?.Architecture ?? "", (long)(told?.Number ?? 0), (long)(told?.Refused ?? 0), told?.Why ?? "", (long)(told?.Arrived ?? 0));
}

/// <summary>The carrying board has begun more records than it may leave unfinished.</summary>
internal sealed class TooManyUnfinishedException(string message) : Exception(message);
