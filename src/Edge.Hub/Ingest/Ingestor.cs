using System.Collections.Concurrent;
using Edge.Contracts;
using Edge.Contracts.Wire;
using Edge.Hub.Archive;
using Edge.Hub.Backup;
using Edge.Hub.Boards;
using Edge.Hub.Keys;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Ingest;

/// <summary>IncarnationArbiter a group of messages into one durable commit and the answers that may be given after it.</summary>
internal sealed partial class Ingestor(ArchiveWriter archive, NodeRegistry nodes, SignatureCheck signatures, HubKeys keys, BackupRegistry copies, AnswerWriter answers, IngestJournal journal, TimeProvider time)
{
    public const string UnsaidIncident = "answer-not-said";

    private static readonly TimeSpan Talking = TimeSpan.FromSeconds(60);

    private readonly Dictionary<string, BoardSession> _sessions = new(StringComparer.Ordinal);
    private readonly TransferCache _transfers = new();
    private readonly IncarnationArbiter _arbiter = new(answers.Options.Turn);
    private readonly OfferCheck _offers = new(signatures);
    private readonly Completion _completion = new(keys, nodes, answers.Options);
    private readonly KeptIntake _kept = new(keys, copies);
    private readonly ConcurrentQueue<(string Node, string Detail)> _unsaid = new();
    private ulong? _epoch;
    private volatile bool _forget;

    private TimeSpan Now => time.GetElapsedTime(0, time.GetTimestamp());

    /// <summary>The archive was changed beside this: what is remembered of it is looked up again, from the next group on.</summary>
    public void ForgetSoon() => _forget = true;

    /// <summary>Commits the first of these messages; what is returned of them is true and may be told. At least one is dealt with; the rest is to be given again.</summary>
    public async Task<Processed> ProcessAsync(IReadOnlyList<BoardArrival> messages, CancellationToken cancellationToken)
    {
        Batch batch;
        List<(string, Have)> said;
        int taken;
        using (await archive.TurnAsync(cancellationToken))
        {
            await using var db = await archive.OpenAsync(cancellationToken);
            db.ChangeTracker.AutoDetectChangesEnabled = false;
            try
            {
                batch = await BeginAsync(db, cancellationToken);
            }
            catch (Exception e) when (IsOfTheStore(e))
            {
                // Not even opened: nothing was looked at, and boards say again what is not answered.
                journal.NotCommitted(e, time.GetUtcNow());
                Forget();
                return new Processed(messages.Count, [], Processed.Nothing.Refused);
            }
            var read = Read(batch, messages);
            taken = read.Count;
            try
            {
                await CommitAsync(batch, async () => taken = await TakeAsync(batch, read, cancellationToken), cancellationToken);
            }
            catch (Exception e) when (IsOfTheStore(e))
            {
                return new Processed(read.Count, Storeless(batch, e), batch.RefusedOf);
            }
            await answers.ListAsync(batch, cancellationToken);
            said = [.. batch.Replies.SelectMany(Answers)];
        }
        await AfterCommitAsync(batch, cancellationToken);
        return new Processed(taken, said, batch.RefusedOf);
    }

    // Everything that needs no archive: forms and signatures.
    private List<Incoming> Read(Batch batch, IReadOnlyList<BoardArrival> messages)
    {
        var (since, read) = (time.GetTimestamp(), new List<Incoming>());
        foreach (var message in messages)
        {
            read.Add(Read(batch, message));
            if (time.GetElapsedTime(since) > answers.Options.GroupTime / 3) break;
        }
        return read;
    }

    private Incoming Read(Batch batch, BoardArrival message)
    {
        var node = message.Node;
        if (nodes.IsRevoked(node))
        {
            batch.Refuse(node, "revoked", "this board is revoked; what it sends is refused");
            return Incoming.Nothing;
        }
        if (!_sessions.TryGetValue(node, out var session)) _sessions[node] = session = new BoardSession(node);
        session.LastHeardAt = batch.Now;
        try
        {
            return message.Read() switch
            {
                OfferMessage said => new Incoming(session, Offer: _offers.Read(batch, session, said.Offer, Now)),
                ChunkMessage said => new Incoming(session, Chunk: said.Chunk, Whole: said.Chunk.Whole.Count > 0 ? _offers.Records.Whole(batch, session, said.Chunk, Now) : null),
                MalformedMessage said => Malformed(batch, message, said.Why),
                _ => Incoming.Nothing,
            };
        }
        catch (MalformedException e)
        {
            return Malformed(batch, message, e.Message);
        }
    }

    private static Incoming Malformed(Batch batch, BoardArrival message, string why)
    {
        batch.Refuse(message.Node, BoardMessage.MalformedIncident(message.Kind), why);
        return Incoming.Nothing;
    }

    private async Task<Batch> BeginAsync(HubDb db, CancellationToken cancellationToken)
    {
        if (_transfers.IsFull) Trim();
        if (_forget) Forget();
        var batch = new Batch(db, time.GetUtcNow(), _epoch ??= await db.ArchiveEpochAsync(cancellationToken));
        while (_unsaid.TryDequeue(out var unsaid)) batch.Refuse(unsaid.Node, UnsaidIncident, unsaid.Detail);
        return batch;
    }

    // All of it is committed, and in the archive that a restart would find; otherwise nothing may be said of it.
    private async Task CommitAsync(Batch batch, Func<Task> work, CancellationToken cancellationToken)
    {
        // Open until the check after the commit: the last connection that closes takes SQLite's log with it.
        await batch.Db.Database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await batch.Db.Database.BeginTransactionAsync(cancellationToken);
        await work();
        foreach (var ((node, kind), (detail, count)) in batch.Incidents) await IncidentLog.NoteAsync(batch.Db, node, kind, detail, count, batch.Now, cancellationToken);
        foreach (var counts in batch.Counts.Values) await BoardCounts.AddAsync(batch.Db, counts, cancellationToken);
        foreach (var (node, reason, records) in batch.Held) await HeldRecords.NoteAsync(batch.Db, node, reason, records, batch.Now, cancellationToken);
        await batch.Progress.SaveAsync(batch.Db, cancellationToken);
        await SaveAsync(batch.Db, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        archive.CheckPlace();
    }

    private async Task<int> TakeAsync(Batch batch, List<Incoming> read, CancellationToken cancellationToken)
    {
        var (since, taken) = (time.GetTimestamp(), 0);
        while (taken < read.Count && (taken == 0 || time.GetElapsedTime(since) < answers.Options.GroupTime)) await TakeAsync(batch, read[taken++], cancellationToken);
        await SaveAsync(batch.Db, cancellationToken);
        // The chunks are in the database: their bytes need not be kept, nor looked at again.
        batch.Db.ChangeTracker.Clear();
        foreach (var reply in batch.Replies.ToList())
        {
            foreach (var transfer in reply.Touched) await _completion.FinishAsync(batch, reply, transfer, cancellationToken);
        }
        return taken;
    }

    private async Task TakeAsync(Batch batch, Incoming incoming, CancellationToken cancellationToken)
    {
        if (incoming.Session is not { } session) return;
        try
        {
            var records = new RecordIntake(_transfers);
            if (incoming is { Chunk: { } carrier, Whole: { } whole })
            {
                ChunkIntake.Count(batch, session, carrier);
                foreach (var record in whole) await records.TakeAsync(batch, session, record, Now, cancellationToken);
            }
            else if (incoming.Chunk is { } chunk) ChunkIntake.Take(batch, session, chunk);
            else if (incoming.Offer is { } offer) await new OfferIntake(_arbiter, records, _kept).TakeAsync(batch, session, offer, Now, cancellationToken);
        }
        catch (MalformedException e)
        {
            batch.Refuse(session.Node, BoardMessage.MalformedIncident(incoming.Kind), e.Message);
        }
        if (incoming.Offer is not null && session.Told.Trust > keys.Trust.Version)
        {
            batch.Refuse(session.Node, "trust-ahead", $"the board has trust file version {session.Told.Trust}, this hub version {keys.Trust.Version}: a restored hub? Publish the newest again, or the board may not believe its receipts");
        }
    }

    private static async Task SaveAsync(HubDb db, CancellationToken cancellationToken)
    {
        db.ChangeTracker.DetectChanges();
        await db.SaveChangesAsync(cancellationToken);
    }

    private static bool IsOfTheStore(Exception e) => e is DbUpdateException or Microsoft.Data.Sqlite.SqliteException;

    // Nothing of the batch is committed: forget what the sessions thought they had, and ask everyone to wait and offer again.
    private List<(string, Have)> Storeless(Batch batch, Exception exception)
    {
        journal.NotCommitted(exception, batch.Now);
        var held = new List<(string, Have)>();
        foreach (var reply in batch.Replies)
        {
            // No offer counts as answered: what was looked at of it is not committed, and perhaps not complete.
            reply.Session!.LastOffer = 0;
            reply.StoredWhole.Clear();
            foreach (var transfer in reply.Touched)
            {
                reply.Say(transfer.Manifest.RecordId, new Contracts.Wire.RecordState
                {
                    Held = new Held { Reason = HeldReason.Storage, Detail = "the hub could not commit", RetryAfterMs = 10_000 },
                });
            }
            held.AddRange(Answers(reply));
        }
        Forget();
        return held;
    }

    // Who speaks over which connection stays known; the next chunk or offer brings back what is needed of the rest.
    private void Forget()
    {
        _forget = false;
        foreach (var session in _sessions.Values) session.Transfers.Clear();
        _transfers.Clear();
    }

    private void Trim()
    {
        foreach (var session in _sessions.Values) session.ForgetStored();
        _transfers.Keep(_sessions.Values.SelectMany(s => s.Transfers.Values));
    }

    // Without the turn: what is written here takes one of its own.
    private async Task AfterCommitAsync(Batch batch, CancellationToken cancellationToken)
    {
        foreach (var node in batch.Changed) archive.Changed.Touch(node, ChangedOf.Archive);
        try
        {
            foreach (var (node, key) in batch.KeysSeen) await nodes.MarkUsedAsync(node, key.Spki, cancellationToken);
        }
        catch (Exception e) when (e is DbUpdateException or Microsoft.Data.Sqlite.SqliteException)
        {
            // The batch is committed and must be answered; the board's next offer tries this again.
            journal.NotMarked(e);
        }
        journal.Committed(batch);
    }

    private IEnumerable<(string Node, Have Have)> Answers(Reply reply)
    {
        var node = reply.Session!.Node;
        var talking = _sessions.Values.Count(s => time.GetUtcNow() - s.LastHeardAt < Talking);
        return answers.Write(reply, _epoch ?? 0, talking, (what, bytes) => NoteUnsaid(node, $"a {what} of {bytes} bytes fits no answer; at most {AnswerParts.MostBytes}")).Select(have => (node, have));
    }

    /// <summary>An answer could not be said to a board. It costs that answer only, and goes on record with the next group.</summary>
    public void NoteUnsaid(string node, string detail) => _unsaid.Enqueue((node, detail));
}
