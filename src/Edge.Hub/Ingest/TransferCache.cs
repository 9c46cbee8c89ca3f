namespace Edge.Hub.Ingest;

/// <summary>The records being received, one object each whoever carries them: two carriers of one record share what is committed.</summary>
internal sealed class TransferCache
{
    private const int Most = 8192;

    private readonly Dictionary<long, Transfer> _transfers = [];

    /// <summary>There are more than memory is meant for; the ingestor forgets all sessions, and offers bring back what is needed.</summary>
    public bool IsFull => _transfers.Count >= Most;

    public Transfer? Find(long recordKey) => _transfers.GetValueOrDefault(recordKey);

    public Transfer Add(Transfer transfer) => _transfers[transfer.RecordKey] = transfer;

    public void Clear() => _transfers.Clear();
}
