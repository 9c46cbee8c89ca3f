namespace Edge.Hub.Ingest;

/// <summary>The records being received, one object each whoever carries them: two carriers of one record share what is committed.</summary>
internal sealed class TransferCache
{
    private const int Most = 8192;

    private readonly Dictionary<long, Transfer> _transfers = [];

    /// <summary>There are more than memory is meant for: only what boards are sending just now is kept.</summary>
    public bool IsFull => _transfers.Count >= Most;

    public void Keep(IEnumerable<Transfer> needed)
    {
        var keep = needed.ToHashSet();
        foreach (var (key, transfer) in _transfers) if (!keep.Contains(transfer)) _transfers.Remove(key);
    }

    public Transfer? Find(long recordKey) => _transfers.GetValueOrDefault(recordKey);

    public Transfer Add(Transfer transfer) => _transfers[transfer.RecordKey] = transfer;

    public void Clear() => _transfers.Clear();
}
