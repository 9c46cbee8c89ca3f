using Edge.Contracts;
using Edge.Contracts.Settings;
using Edge.Hub.Archive;
using Edge.Hub.Objects;

namespace Edge.Hub.Ingest;

/// <summary>Takes an offer: learns what the board holds and answers for each record what the hub has of it.</summary>
internal sealed class OfferIntake(IncarnationArbiter arbiter, RecordIntake records, KeptIntake kept)
{
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
        foreach (var record in read.Records) await records.TakeAsync(batch, session, record, clock, cancellationToken);
        if (offer.Kept.Count > 0) await kept.TakeAsync(batch, session, reply, offer, cancellationToken);
        await NoteContactAsync(batch, session, read, cancellationToken);
        // Last: what is said to be answered has been looked at to its end.
        session.LastOffer = Math.Max(session.LastOffer, offer.Number);
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
