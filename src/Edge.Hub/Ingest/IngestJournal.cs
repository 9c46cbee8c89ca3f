namespace Edge.Hub.Ingest;

/// <summary>Says in status and log what became of a group.</summary>
internal sealed partial class IngestJournal(IngestStatus status, TimeProvider time, ILogger<IngestJournal> logger)
{
    private readonly LogThrottle<(string Node, string Kind)> _said = new(time);

    public void Committed(Batch batch)
    {
        foreach (var ((node, kind), (detail, count)) in batch.Incidents)
        {
            long sum;
            lock (_said) if (!_said.May((node, kind), count, out sum)) continue;
            LogIncident(node, kind, detail, sum);
        }
        status.Committed(batch);
    }

    public void NotCommitted(Exception exception, DateTimeOffset now)
    {
        LogNotCommitted(exception);
        CommitFailed(exception, now);
    }

    /// <summary>Whoever asked for it is told by itself.</summary>
    public void CommitFailed(Exception exception, DateTimeOffset now) => status.CommitFailed(exception.GetBaseException().Message, now);

    public void NotMarked(Exception exception) => LogNotMarked(exception);

    [LoggerMessage(LogLevel.Error, "The archive could not commit; boards keep their records and offer them again")]
    private partial void LogNotCommitted(Exception exception);

    [LoggerMessage(LogLevel.Warning, "That boards were heard with their keys could not be noted; it is tried again at their next offer")]
    private partial void LogNotMarked(Exception exception);

    [LoggerMessage(LogLevel.Warning, "Board {Node}: {Kind}: {Detail} ({Count} times since this was last said)")]
    private partial void LogIncident(string node, string kind, string detail, long count);
}
