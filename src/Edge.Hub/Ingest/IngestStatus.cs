namespace Edge.Hub.Ingest;

/// <summary>What ingest tells people; written by ingest, read by the admin API and the first page.</summary>
internal sealed class IngestStatus(HubHealth health) : IStatusPart
{
    private const string Archive = "archive";

    private long _duplicateBytes;
    private long _receiveDropped;
    private long _evictions;
    private volatile IReadOnlyCollection<string> _evicted = [];

    public bool Connected { get; set; }

    public string? Problem { get; private set; }

    /// <summary>What boards say is heard and kept.</summary>
    public bool Listens => Connected && Problem is null;

    public DateTimeOffset? LastCommitAt { get; private set; }

    /// <summary>Bytes that arrived although they were already committed, since the hub started.</summary>
    public long DuplicateBytes => Interlocked.Read(ref _duplicateBytes);

    /// <summary>Messages of boards that were lost because the hub was slower than they came, since the hub started.</summary>
    public long ReceiveDropped => Interlocked.Read(ref _receiveDropped);

    /// <summary>How often a board was evicted, since the hub started.</summary>
    public long Evictions => Interlocked.Read(ref _evictions);

    /// <summary>Boards that are evicted now.</summary>
    public IReadOnlyCollection<string> EvictedNow => _evicted;

    public string Name => "ingest";

    public Task<object> ReadAsync(CancellationToken cancellationToken) =>
        Task.FromResult<object>(new { Connected, Problem, LastCommitAt, DuplicateBytes, ReceiveDropped, Evictions, EvictedNow });

    public void Committed(Batch batch)
    {
        Interlocked.Add(ref _duplicateBytes, batch.DuplicateBytes);
        Problem = null;
        LastCommitAt = batch.Now;
        health.Set(Archive, true, "commits");
    }

    public void Dropped(long messages) => Interlocked.Add(ref _receiveDropped, messages);

    public void Evicted(IReadOnlySet<string> now, int more)
    {
        _evicted = [.. now];
        Interlocked.Add(ref _evictions, more);
    }

    public void CommitFailed(string problem, DateTimeOffset now)
    {
        Problem = $"{now:u} the archive could not commit: {problem}";
        health.Set(Archive, false, Problem);
    }
}
