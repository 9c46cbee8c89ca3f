using Edge.Agent.Storage;

namespace Edge.Agent.Spool.Kept;

/// <summary>
/// released.db: what the ledger knows of released records, but for their receipts, in a file of its own. Where one of the two is lost the other has the chain's
/// tail, and no released id is taken for a new one.
/// </summary>
internal sealed class ReleaseCopy : IDisposable
{
    private readonly StateDatabase _database;

    public ReleaseCopy(StateDatabase database)
    {
        _database = database;
        database.With(c => c.Run($"""
            CREATE TABLE IF NOT EXISTS released (
                sequence INTEGER NOT NULL, record_id BLOB NOT NULL, chain_id BLOB NOT NULL, node TEXT NOT NULL, digest BLOB NOT NULL,
                PRIMARY KEY (sequence, record_id, chain_id)) WITHOUT ROWID;
            {Comparison.Table}
            """));
    }

    public Comparison Comparison => new(_database);

    public long Count => ReleasedRow.Count(_database, "released");

    /// <summary>Adds releases; durable on return, safe to repeat.</summary>
    public void Add(IReadOnlyCollection<ReleasedRow> rows) => _database.With(c =>
    {
        using var transaction = c.BeginTransaction();
        var count = rows.Sum(r => c.Run("INSERT OR IGNORE INTO released VALUES ($1, $2, $3, $4, $5)", r.Sequence, r.RecordId, r.ChainId, r.Node, r.Digest));
        transaction.Commit();
        return count;
    });

    public IEnumerable<List<ReleasedRow>> Pages() => ReleasedRow.Pages(_database, "released");

    public void Dispose() => _database.Dispose();
}
