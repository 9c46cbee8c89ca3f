namespace Edge.Hub.Ingest;

/// <summary>Says in status and log what became of what the boards sent.</summary>
internal sealed partial class IngestJournal(IngestStatus status, TimeProvider time, ILogger<IngestJournal> logger)
{
    private readonly LogThrottle<(string Node, string Kind)> _said = new(time);
    private readonly LogThrottle<string> _lost = new(time);

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

    public void Dropped(long messages)
    {
        status.Dropped(messages);
        lock (_lost) if (_lost.May("", messages, out var sum)) LogDropped(sum);
    }

    public void NotCommitted(Exception exception, DateTimeOffset now)
    {
        LogNotCommitted(exception);
        CommitFailed(exception, now);
    }

    /// <summary>Whoever asked for it is told by itself.</summary>
    public void CommitFailed(Exception exception, DateTimeOffset now) => status.CommitFailed(exception.GetBaseException().Message, now);

    public void NotMarked(Exception exception) => LogNotMarked(exception);

    [LoggerMessage(LogLevel.Warning, "{Count} messages of boards were lost since this was last said, because they came faster than the hub takes them in; boards send again what is not answered")]
    private partial void LogDropped(long count);

    [LoggerMessage(LogLevel.Error, "The archive could not commit; boards keep their records and offer them again")]
    private partial void LogNotCommitted(Exception exception);

    [LoggerMessage(LogLevel.Warning, "That boards were heard with their keys could not be noted; it is tried again at their next offer")]
    private partial void LogNotMarked(Exception exception);

    [LoggerMessage(LogLevel.Warning, "Board {Node}: {Kind}: {Detail} ({Count} times since this was last said)")]
    private partial void LogIncident(string node, string kind, string detail, long count);
}
