namespace Edge.Agent.Telemetry;

/// <summary>What is told, and when: everything at a birth, after it only what has moved beyond its deadband, and seldom. No clock and no I/O: readings and times go in, decisions come out.</summary>
internal sealed class ReportPolicy(Func<TimeSpan> interval)
{
    /// <summary>What cannot wait, such as a store that failed, is told after so long already.</summary>
    private static readonly TimeSpan UrgentInterval = TimeSpan.FromSeconds(2);

    private readonly Dictionary<HealthMetric, object?> _told = [];
    private TimeSpan _saidAt;

    /// <summary>A birth told everything.</summary>
    public void Born(Reading reading, TimeSpan now)
    {
        foreach (var (metric, value) in reading.All) _told[metric] = value;
        _saidAt = now;
    }

    /// <summary>What is worth telling now; mostly nothing. What is returned counts as told.</summary>
    public IReadOnlyList<MetricValue> Changes(Reading reading, TimeSpan now)
    {
        var pause = interval();
        if (now - _saidAt < Shorter(UrgentInterval, pause)) return [];
        var moved = reading.All.Where(v => v.Metric.Deadband.IsPassed(_told.GetValueOrDefault(v.Metric), v.Value)).ToList();
        if (moved.Count == 0 || (now - _saidAt < pause && !moved.Exists(v => v.Metric.Deadband.Urgent))) return [];
        foreach (var (metric, value) in moved) _told[metric] = value;
        _saidAt = now;
        return moved;
    }

    private static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
