using System.Security.Cryptography;
using Edge.Agent.Custody;
using Edge.Agent.Storage;
using Edge.Hosting.Waiting;
using Microsoft.Data.Sqlite;

namespace Edge.Agent.Journal;

/// <summary>The journal in the board's database: entries are added and chained, never changed. What the hub's record holds is forgotten here after some thousand more.</summary>
internal sealed class JournalStore
{
    /// <summary>So many that have been sent stay readable on the board.</summary>
    internal const int KeptEntries = 5000;

    private readonly StateDatabase _state;
    private readonly IBoardClock _clock;
    private readonly Signal _changed = new();

    public JournalStore(StateDatabase state, IBoardClock clock)
    {
        (_state, _clock) = (state, clock);
        state.With(c =>
        {
            c.Run("""
                CREATE TABLE IF NOT EXISTS journal (
                    sequence INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL, clock TEXT NOT NULL, officer TEXT NOT NULL, act TEXT NOT NULL, reference TEXT NOT NULL,
                    previous BLOB NOT NULL, digest BLOB NOT NULL);
                CREATE TABLE IF NOT EXISTS journal_chain (one INTEGER PRIMARY KEY CHECK (one = 1), id BLOB NOT NULL, sent INTEGER NOT NULL, cut INTEGER);
                """);
            return c.Run("INSERT OR IGNORE INTO journal_chain VALUES (1, $1, 0, NULL)", RandomNumberGenerator.GetBytes(16));
        });
        Chain = state.With(c => (byte[])c.Prepare("SELECT id FROM journal_chain").ExecuteScalar()!);
    }

    /// <summary>Random, made with the database: a journal that begins anew is another one.</summary>
    public byte[] Chain { get; }

    /// <summary>Completes at the next entry after the call.</summary>
    public Task Changed => _changed.Next;

    /// <summary>Adds an act within the caller's transaction: it stands exactly where what was done stands.</summary>
    public void Write(SqliteConnection c, params IEnumerable<JournalAct> acts)
    {
        foreach (var act in acts) Insert(c, act);
        _changed.Set();
    }

    /// <summary>Adds an act by itself; durable on return.</summary>
    public void Add(params IEnumerable<JournalAct> acts) => _state.With(c =>
    {
        using var transaction = c.BeginTransaction();
        Write(c, acts);
        transaction.Commit();
        return 0;
    });

    /// <summary>The entries after that number, oldest first.</summary>
    public IReadOnlyList<JournalEntry> After(long sequence, int most) => _state.With(c => Read(c, "SELECT * FROM journal WHERE sequence > $1 ORDER BY sequence LIMIT $2", sequence, most));

    /// <summary>Up to which entry the record is made, and up to which one is to be made, where that has begun.</summary>
    public (long Sent, long? Cut) Mark() => _state.With(c =>
    {
        using var command = c.Prepare("SELECT sent, cut FROM journal_chain");
        using var row = command.ExecuteReader();
        row.Read();
        return (row.GetInt64(0), row.IsDBNull(1) ? (long?)null : row.GetInt64(1));
    });

    /// <summary>The next record ends there: noted before it is made, so that a crash in between makes the same one.</summary>
    public void Cut(long last) => _state.With(c => c.Run("UPDATE journal_chain SET cut = $1", last));

    /// <summary>The record up to that entry is in the board's keeping.</summary>
    public void Sent(long last) => _state.With(c =>
    {
        using var transaction = c.BeginTransaction();
        c.Run("UPDATE journal_chain SET sent = $1, cut = NULL", last);
        c.Run("DELETE FROM journal WHERE sequence <= $1 - $2", last, KeptEntries);
        transaction.Commit();
        return 0;
    });

    /// <summary>The first entry that does not follow from the one before; null where all do.</summary>
    public long? FirstBroken()
    {
        byte[]? previous = null;
        for (var (at, more) = (0L, true); more;)
        {
            var page = After(at, 500);
            foreach (var entry in page)
            {
                var first = entry.Sequence == 1 ? SHA256.HashData(Chain) : previous;
                if (!entry.IsSound || (first is not null && !entry.Previous.AsSpan().SequenceEqual(first)) || (previous is not null && entry.Sequence != at + 1)) return entry.Sequence;
                (at, previous) = (entry.Sequence, entry.Digest);
            }
            more = page.Count > 0;
        }
        return null;
    }

    private void Insert(SqliteConnection c, JournalAct act)
    {
        var last = Read(c, "SELECT * FROM journal ORDER BY sequence DESC LIMIT 1");
        var now = _clock.Read();
        var at = DateTimeOffset.FromUnixTimeMilliseconds(now.WallTime.ToUnixTimeMilliseconds());
        var entry = new JournalEntry(last.Count == 0 ? 1 : last[0].Sequence + 1, at, now.State.ToString().ToLowerInvariant(), act, last.Count == 0 ? SHA256.HashData(Chain) : last[0].Digest);
        c.Run("INSERT INTO journal VALUES ($1, $2, $3, $4, $5, $6, $7, $8)", entry.Sequence, at.ToUnixTimeMilliseconds(), entry.Clock, act.Officer, act.Act, act.Reference, entry.Previous, entry.Digest);
    }

    private static List<JournalEntry> Read(SqliteConnection c, string sql, params ReadOnlySpan<object?> values)
    {
        var entries = new List<JournalEntry>();
        using var command = c.Prepare(sql, values);
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            var act = new JournalAct(row.GetString(3), row.GetString(4), row.GetString(5));
            entries.Add(new JournalEntry(row.GetInt64(0), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1)), row.GetString(2), act, row.GetFieldValue<byte[]>(6)) { Digest = row.GetFieldValue<byte[]>(7) });
        }
        return entries;
    }
}
