using Edge.Agent.Storage;
using Edge.Contracts;
using Edge.Contracts.Wire;

namespace Edge.Agent.Spool.Kept;

/// <summary>Which released records are safe away from the hub's machine, and which archive has been answered in full.</summary>
internal sealed class KeptLedger
{
    private readonly StateDatabase _state;

    public KeptLedger(StateDatabase state)
    {
        _state = state;
        state.With(c => c.Run("""
            CREATE TABLE IF NOT EXISTS safe_receipts (chain_id BLOB NOT NULL, first INTEGER NOT NULL, receipt BLOB NOT NULL, signature BLOB NOT NULL,
                PRIMARY KEY (chain_id, first)) WITHOUT ROWID;
            CREATE TABLE IF NOT EXISTS archive (one INTEGER PRIMARY KEY CHECK (one = 1), epoch INTEGER NOT NULL, confirmed INTEGER NOT NULL, trust INTEGER NOT NULL);
            """));
    }

    /// <summary>Marks released records of these ranges as safe; durable on return, safe to repeat.</summary>
    public void MarkSafe(SafeReceipt receipt, SignedReceipt signed, DateTimeOffset at) => _state.With(c =>
    {
        using var transaction = c.BeginTransaction();
        c.Run("INSERT OR REPLACE INTO safe_receipts VALUES ($1, $2, $3, $4)", receipt.ChainId.ToByteArray(), (long)receipt.Ranges[0].First,
            signed.Receipt.ToByteArray(), signed.Signature.ToByteArray());
        var count = 0;
        foreach (var range in receipt.Ranges)
        {
            count += c.Run("UPDATE releases SET safe_at_ms = $1 WHERE sequence BETWEEN $2 AND $3 AND chain_id = $4 AND safe_at_ms IS NULL",
                at.ToUnixTimeMilliseconds(), (long)range.First, (long)range.Last, receipt.ChainId.ToByteArray());
        }
        transaction.Commit();
        return count;
    });

    /// <summary>When the hub stored a record, by its own signed word; null where the receipt itself is not here.</summary>
    public DateTimeOffset? StoredAt(KeptRecord kept) => _state.With<DateTimeOffset?>(c =>
    {
        using var command = c.Prepare("SELECT receipt FROM releases WHERE sequence = $1 AND record_id = $2 AND chain_id = $3 AND receipt IS NOT NULL",
            (long)kept.Entry.Sequence, kept.Entry.RecordId.ToByteArray(bigEndian: true), kept.ChainId.ToByteArray(bigEndian: true));
        return command.ExecuteScalar() is byte[] receipt ? HubTime(receipt) : null;
    });

    /// <summary>The newest time a receipt of this ledger names.</summary>
    public DateTimeOffset? NewestHubTime => _state.With<DateTimeOffset?>(c =>
    {
        using var command = c.Prepare("SELECT receipt FROM releases WHERE receipt IS NOT NULL ORDER BY sequence DESC LIMIT 1");
        return command.ExecuteScalar() is byte[] receipt ? HubTime(receipt) : null;
    });

    public ArchiveState Settled
    {
        get => _state.With(c =>
        {
            using var command = c.Prepare("SELECT epoch, confirmed, trust FROM archive");
            using var row = command.ExecuteReader();
            return row.Read() ? new ArchiveState((ulong)row.GetInt64(0), (ulong)row.GetInt64(1), (ulong)row.GetInt64(2)) : ArchiveState.None;
        });
        set => _state.With(c => c.Run("INSERT OR REPLACE INTO archive VALUES (1, $1, $2, $3)", (long)value.Epoch, (long)value.ConfirmedBackup, (long)value.TrustVersion));
    }

    private static DateTimeOffset HubTime(byte[] receipt) => DateTimeOffset.FromUnixTimeMilliseconds(
        Math.Clamp(Decoder.Parse(StoredReceipt.Parser, receipt, "receipt").StoredAtMs, 0, DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()));
}
