namespace Edge.Agent.Custody;

/// <summary>Content digests of what clients submitted under ids of their own since the start, the newest few thousand.</summary>
internal sealed class KnownContents
{
    private const int Most = 10_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, string> _digests = [];
    private readonly Queue<Guid> _oldest = [];

    public void Add(Guid id, string digest)
    {
        lock (_gate)
        {
            if (!_digests.TryAdd(id, digest)) _digests[id] = digest;
            else _oldest.Enqueue(id);
            if (_oldest.Count > Most) _digests.Remove(_oldest.Dequeue());
        }
    }

    /// <summary>Null where the record was accepted before the start, or long ago.</summary>
    public string? Find(Guid id)
    {
        lock (_gate) return _digests.GetValueOrDefault(id);
    }
}
