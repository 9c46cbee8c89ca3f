using Edge.Agent.Spool.Audit;
using Edge.Agent.Storage;
using Edge.Contracts.Wire;

namespace Edge.Agent.Spool.Kept;

/// <summary>Which records have a receipt: written before their files move, so that no start ever queues them again.</summary>
internal sealed class ReleaseLedger
{
    private const string InsertRow = "INSERT INTO releases (sequence, record_id, chain_id, node, digest, receipt, signature, released_at_ms) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ";

    // A hub that lost a record and got it again signs anew; the newest receipt is the one that counts.
    private const string Renew = "ON CONFLICT DO UPDATE SET receipt = excluded.receipt, signature = excluded.signature";
    private const string Leave = "ON CONFLICT DO NOTHING";

    private readonly StateDatabase _state;
    private readonly ReleaseCopy _copy;

    public ReleaseLedger(StateDatabase state, ReleaseCopy copy)
    {
        (_state, _copy) = (state, copy);
        state.With(c => c.Run($"""
            CREATE TABLE IF NOT EXISTS releases (
                sequence INTEGER NOT NULL, record_id BLOB NOT NULL, chain_id BLOB NOT NULL, node TEXT NOT NULL, digest BLOB NOT NULL,
                receipt BLOB, signature BLOB, released_at_ms INTEGER NOT NULL, safe_at_ms INTEGER,
                PRIMARY KEY (sequence, record_id, chain_id)) WITHOUT ROWID;
            CREATE INDEX IF NOT EXISTS releases_by_record ON releases (record_id);
            {Comparison.Table}
            """));
        state.With(c => c.Has("releases", "safe_at_ms") ? 0 : c.Run("ALTER TABLE releases ADD COLUMN safe_at_ms INTEGER"));
    }

    /// <summary>Adds releases with their receipts, and to the copy without; durable on return, safe to repeat.</summary>
    public void Add(IReadOnlyCollection<(StoredReceipt Receipt, SignedReceipt Signed)> releases, DateTimeOffset at)
    {
        _state.With(c =>
        {
            using var transaction = c.BeginTransaction();
            var count = releases.Sum(r => c.Run(InsertRow + Renew, (long)r.Receipt.Sequence, r.Receipt.RecordId.ToByteArray(), r.Receipt.ChainId.ToByteArray(), r.Receipt.Node,
                r.Receipt.Digest.ToByteArray(), r.Signed.Receipt.ToByteArray(), r.Signed.Signature.ToByteArray(), at.ToUnixTimeMilliseconds()));
            transaction.Commit();
            return count;
        });
        _copy.Add([.. releases.Select(r => ReleasedRow.Of(r.Receipt))]);
    }

    /// <summary>Adds what a kept file tells of a release whose receipt was lost with an older ledger.</summary>
    public void AddWithoutReceipt(IReadOnlyCollection<ReleasedRow> rows, DateTimeOffset at)
    {
        Insert(rows, at);
        _copy.Add(rows);
    }

    private int Insert(IEnumerable<ReleasedRow> rows, DateTimeOffset at) => _state.With(c =>
    {
        using var transaction = c.BeginTransaction();
        var count = rows.Sum(r => c.Run(InsertRow + Leave, r.Sequence, r.RecordId, r.ChainId, r.Node, r.Digest, null, null, at.ToUnixTimeMilliseconds()));
        transaction.Commit();
        return count;
    });

    public HeldRecord? Find(Guid recordId) => _state.With(c =>
    {
        using var command = c.Prepare("SELECT sequence, chain_id FROM releases WHERE record_id = $1 ORDER BY sequence LIMIT 1", Id(recordId));
        using var row = command.ExecuteReader();
        return row.Read() ? new HeldRecord(recordId, Chain(row.GetFieldValue<byte[]>(1)), (ulong)row.GetInt64(0), Damaged: false) : null;
    });

    /// <summary>The entries that have been released.</summary>
    public List<SpoolEntry> ReleasedAmong(IReadOnlyList<SpoolEntry> entries) => [.. Known(entries).Select(k => k.Entry)];

    /// <summary>The same, with what is known of each.</summary>
    public List<KeptRecord> Known(IReadOnlyList<SpoolEntry> entries) => _state.With(c =>
    {
        var known = new List<KeptRecord>();
        using var command = c.Prepare("SELECT chain_id, safe_at_ms IS NOT NULL FROM releases WHERE sequence = $1 AND record_id = $2", 0L, Array.Empty<byte>());
        command.Prepare();
        foreach (var entry in entries)
        {
            command.Parameters[0].Value = (long)entry.Sequence;
            command.Parameters[1].Value = Id(entry.RecordId);
            using var row = command.ExecuteReader();
            while (row.Read())
            {
                var chain = Chain(row.GetFieldValue<byte[]>(0));
                if (!chain.ToString("N").StartsWith(entry.Chain8, StringComparison.Ordinal)) continue;
                known.Add(new KeptRecord(entry, chain, row.GetBoolean(1)));
                break;
            }
        }
        return known;
    });

    /// <summary>Tells the audit of every release, a page at a time so that others get their turn.</summary>
    public void AddTo(ChainAudit audit)
    {
        foreach (var row in Pages().SelectMany(p => p)) audit.Add(Chain(row.ChainId), (ulong)row.Sequence, row.Digest, default, previousKnown: false);
    }

    /// <summary>All releases, in the order of their numbers.</summary>
    public IEnumerable<List<ReleasedRow>> Pages() => ReleasedRow.Pages(_state, "releases");

    /// <summary>Brings ledger and copy into agreement, where one of them was begun anew or is behind the other.</summary>
    /// <returns>How many releases the ledger had lost.</returns>
    public int Compare(DateTimeOffset at)
    {
        var mark = new Comparison(_state);
        if (mark.IsDone && _copy.Comparison.IsDone && ReleasedRow.Count(_state, "releases") == _copy.Count) return 0;
        var found = _copy.Pages().Sum(page => Insert(page, at));
        foreach (var page in Pages()) _copy.Add(page);
        // Only when both are whole: a stop in between begins again.
        _copy.Comparison.Done();
        mark.Done();
        return found;
    }

    public bool IsEmpty => _state.With(c =>
    {
        using var command = c.Prepare("SELECT EXISTS (SELECT 1 FROM releases)");
        return command.ExecuteScalar() is 0L;
    });

    public ChainTail Tail => _state.With(c =>
    {
        using var command = c.Prepare("SELECT sequence, digest FROM releases ORDER BY sequence DESC LIMIT 1");
        using var row = command.ExecuteReader();
        return row.Read() ? new ChainTail((ulong)row.GetInt64(0), row.GetFieldValue<byte[]>(1)) : ChainTail.None;
    });

    private static byte[] Id(Guid id) => id.ToByteArray(bigEndian: true);

    private static Guid Chain(byte[] bytes) => new(bytes, bigEndian: true);
}
