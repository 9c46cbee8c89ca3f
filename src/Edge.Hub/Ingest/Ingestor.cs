using System.Collections.Concurrent;
using Edge.Contracts;
using Edge.Contracts.Wire;
using Edge.Hub.Archive;
using Edge.Hub.Backup;
using Edge.Hub.Keys;
using Edge.Hub.Nodes;
using Edge.Hub.Objects;
using Edge.Mqtt;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Edge.Hub.Ingest;

/// <summary>Turns a group of messages into one durable commit and the answers that may be given after it.</summary>
internal sealed partial class Ingestor(IDbContextFactory<HubDb> database, NodeRegistry nodes, HubKeys keys, CopyBook copies, AnswerWriter answers,
    IOptions<IngestOptions> options, IngestStatus status, ArchivePlace place, TimeProvider time, ILogger<Ingestor> logger)
{
    public const string UnsaidIncident = "answer-not-said";

    private static readonly TimeSpan Talking = TimeSpan.FromSeconds(60);

    private readonly Dictionary<string, BoardSession> _sessions = new(StringComparer.Ordinal);
    private readonly TransferCache _transfers = new();
    private readonly Turns _turns = new(options.Value.Turn);
    private readonly SaidOnce<(string Node, string Kind)> _said = new(time);
    private ulong? _epoch;
    private readonly Completion _completion = new(keys);
    private readonly KeptIntake _kept = new(keys, copies);
    private readonly SemaphoreSlim _turn = new(1, 1);
    private volatile bool _forget;
    private readonly ConcurrentQueue<(string Node, string Detail)> _unsaid = new();

    /// <summary>The archive was changed beside this: what is remembered of it is looked up again, from the next group on.</summary>
    public void ForgetSoon() => _forget = true;

    /// <summary>Commits a group of messages; what is returned is true and may be told.</summary>
    public async Task<IReadOnlyList<(string Node, Have Have)>> ProcessAsync(IReadOnlyList<MqttMessage> messages, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return await TakeInAsync(messages, cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<IReadOnlyList<(string Node, Have Have)>> TakeInAsync(IReadOnlyList<MqttMessage> messages, CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        var batch = await BeginAsync(db, cancellationToken);
        try
        {
            await CommitAsync(batch, () => TakeAsync(batch, messages, cancellationToken), cancellationToken);
        }
        catch (Exception e) when (IsOfTheStore(e))
        {
            return Storeless(batch, e);
        }
        await AfterCommitAsync(batch, cancellationToken);
        return [.. batch.Replies.SelectMany(Answers)];
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
        await IncidentLog.WriteAsync(batch, cancellationToken);
        await SaveAsync(batch.Db, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        place.Check();
    }

    private async Task TakeAsync(Batch batch, IReadOnlyList<MqttMessage> messages, CancellationToken cancellationToken)
    {
        foreach (var message in messages) await TakeAsync(batch, message, cancellationToken);
        await SaveAsync(batch.Db, cancellationToken);
        // The chunks are in the database: their bytes need not be kept, nor looked at again.
        batch.Db.ChangeTracker.Clear();
        foreach (var reply in batch.Replies.ToList())
        {
            foreach (var transfer in reply.Touched) await _completion.FinishAsync(batch, reply, transfer, cancellationToken);
        }
    }

    private async Task TakeAsync(Batch batch, MqttMessage message, CancellationToken cancellationToken)
    {
        if (!Topics.TryParse(message.Topic, out var node, out var leaf)) return;
        if (nodes.IsRevoked(node))
        {
            batch.Refuse(node, "revoked", "this board is revoked; what it sends is refused");
            return;
        }
        if (!_sessions.TryGetValue(node, out var session)) _sessions[node] = session = new BoardSession(node);
        session.LastHeardAt = batch.Now;
        try
        {
            if (message.Payload.Length > Limits.MessageBytes) throw new MalformedException($"{leaf} of {message.Payload.Length} bytes; at most {Limits.MessageBytes}");
            if (leaf == "ask") AskRules.Check(Decoder.Parse(Ask.Parser, message.Payload.Span, "ask"));
            else if (leaf == "offer") await new OfferIntake(nodes, _turns, _transfers, _kept).TakeAsync(batch, session, Decoder.Parse(Offer.Parser, message.Payload.Span, "offer"), time.GetElapsedTime(0, time.GetTimestamp()), cancellationToken);
            else ChunkIntake.Take(batch, session, Decoder.Parse(Chunk.Parser, message.Payload.Span, "chunk"));
        }
        catch (MalformedException e)
        {
            batch.Refuse(node, $"malformed-{leaf}", e.Message);
        }
        if (leaf == "offer" && session.TrustVersion > keys.Trust.Version)
        {
            batch.Refuse(node, "trust-ahead", $"the board has trust file version {session.TrustVersion}, this hub version {keys.Trust.Version}: a restored hub? Publish the newest again, or the board may not believe its receipts");
        }
    }

    private static async Task SaveAsync(HubDb db, CancellationToken cancellationToken)
    {
        db.ChangeTracker.DetectChanges();
        await db.SaveChangesAsync(cancellationToken);
    }

    private static bool IsOfTheStore(Exception e) => e is DbUpdateException or Microsoft.Data.Sqlite.SqliteException or ArchiveGoneException;

    // Nothing of the batch is committed: forget what the sessions thought they had, and ask everyone to wait and offer again.
    private List<(string, Have)> Storeless(Batch batch, Exception exception)
    {
        LogNotCommitted(exception);
        status.CommitFailed(exception.GetBaseException().Message, batch.Now);
        var held = new List<(string, Have)>();
        foreach (var reply in batch.Replies)
        {
            // No offer counts as answered: what was looked at of it is not committed, and perhaps not complete.
            reply.Session!.LastOffer = 0;
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

    private async Task AfterCommitAsync(Batch batch, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var (node, key) in batch.KeysSeen) await nodes.MarkUsedAsync(node, key.Spki, cancellationToken);
        }
        catch (Exception e) when (e is DbUpdateException or Microsoft.Data.Sqlite.SqliteException)
        {
            // The batch is committed and must be answered; the board's next offer tries this again.
            LogNotMarked(e);
        }
        foreach (var ((node, kind), (detail, count)) in batch.Incidents)
        {
            if (_said.May((node, kind), count, out var sum)) LogIncident(node, kind, detail, sum);
        }
        status.Committed(batch);
    }

    private IEnumerable<(string Node, Have Have)> Answers(Reply reply)
    {
        var node = reply.Session!.Node;
        var talking = _sessions.Values.Count(s => time.GetUtcNow() - s.LastHeardAt < Talking);
        return answers.Write(reply, _epoch ?? 0, talking, (what, bytes) => NoteUnsaid(node, $"a {what} of {bytes} bytes fits no answer; at most {AnswerParts.MostBytes}")).Select(have => (node, have));
    }

    /// <summary>An answer could not be said to a board. It costs that answer only, and goes on record with the next group.</summary>
    public void NoteUnsaid(string node, string detail) => _unsaid.Enqueue((node, detail));

    [LoggerMessage(LogLevel.Error, "The archive could not commit; boards keep their records and offer them again")]
    private partial void LogNotCommitted(Exception exception);

    [LoggerMessage(LogLevel.Warning, "That boards were heard with their keys could not be noted; it is tried again at their next offer")]
    private partial void LogNotMarked(Exception exception);

    [LoggerMessage(LogLevel.Warning, "Board {Node}: {Kind}: {Detail} ({Count} times since this was last said)")]
    private partial void LogIncident(string node, string kind, string detail, long count);
}
