using Edge.Contracts.Records;
using Edge.Contracts.Wire;
using Edge.Hub.Archive;
using Google.Protobuf;
using Microsoft.EntityFrameworkCore;
using RecordState = Edge.Contracts.Wire.RecordState;

namespace Edge.Hub.Ingest;

/// <summary>Takes a record that was offered, or that came whole: finds what the hub has of it, or begins it.</summary>
internal sealed class RecordIntake(TransferCache transfers)
{
    // A board begins 32 at a time; a hostile one would begin records without end. What comes whole is never unfinished.
    private const int MostUnfinished = 1024;

    private readonly ManifestIntake _manifests = new(transfers);

    public async Task TakeAsync(Batch batch, BoardSession session, CheckedRecord record, TimeSpan clock, CancellationToken cancellationToken)
    {
        var reply = batch.ReplyTo(session);
        try
        {
            if (record.Held is { } held)
            {
                reply.Say(record.Id, new RecordState { Held = held });
                return;
            }
            var transfer = record.Known ?? (record.Manifest is { } manifest
                ? await _manifests.FindOrAddAsync(batch, session.Node, "mqtt", manifest, record.Signer!, () => record.Sealed is null ? CheckUnfinishedAsync(batch, session, clock, cancellationToken) : Task.CompletedTask, cancellationToken)
                : await FindAsync(batch, session.Node, record.Id, record.DigestPrefix, cancellationToken));
            if (transfer is null)
            {
                reply.Say(record.Id, new RecordState { Unknown = new Unknown() });
                return;
            }
            session.Transfers[record.Id] = transfer;
            reply.Touched.Add(transfer);
            if (record.Sealed is not { } bytes) return;
            // These bytes are what the manifest says; those that came in pieces, over whomever, need not be.
            if (transfer is { Receipt: null, Committed.Count: > 0 }) await ChunkIntake.DiscardAsync(batch, transfer, cancellationToken);
            ChunkIntake.Add(batch, transfer, 0, bytes.Span);
            reply.CameWhole.Add(record.Id);
        }
        catch (TooManyUnfinishedException e)
        {
            batch.Refuse(session.Node, "too-many-unfinished", e.Message);
            batch.Refused(session.Node);
            session.Refusals.Take(clock);
            reply.Say(record.Id, new RecordState { Held = RecordCheck.Hold(HeldReason.Unfinished, e.Message) });
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
}

/// <summary>The carrying board has begun more records than it may leave unfinished.</summary>
internal sealed class TooManyUnfinishedException(string message) : Exception(message);
