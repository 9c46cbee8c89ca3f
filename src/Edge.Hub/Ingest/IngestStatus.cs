using Edge.Hub.LocalApi;

namespace Edge.Hub.Ingest;

/// <summary>What ingest tells people; written by ingest, read by the admin API and the first page.</summary>
internal sealed class IngestStatus : IStatusPart
{
    private long _duplicateBytes;

    public bool Connected { get; set; }

    public string? Problem { get; private set; }

    public DateTimeOffset? LastCommitAt { get; private set; }

    /// <summary>Bytes that arrived although they were already committed, since the hub started.</summary>
    public long DuplicateBytes => Interlocked.Read(ref _duplicateBytes);

    public string Name => "ingest";

    public Task<object> ReadAsync(CancellationToken cancellationToken) =>
        Task.FromResult<object>(new { Connected, Problem, LastCommitAt, DuplicateBytes });

    public void Committed(Batch batch)
    {
        Interlocked.Add(ref _duplicateBytes, batch.DuplicateBytes);
        Problem = null;
        LastCommitAt = batch.Now;
    }

    public void CommitFailed(string problem, DateTimeOffset now) => Problem = $"{now:u} the archive could not commit: {problem}";
}
