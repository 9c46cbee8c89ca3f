using Edge.Contracts;

namespace Edge.Agent.Telemetry;

/// <summary>Every metric as it was at one moment. What was not read is not known.</summary>
internal sealed class Reading
{
    // Two long ones and the names of all metrics still make a birth within its limit.
    private const int LongestText = 100;

    private readonly Dictionary<HealthMetric, object?> _values = [];

    /// <summary>Nothing is known.</summary>
    public static Reading None { get; } = new();

    public object? this[HealthMetric metric]
    {
        get => _values.GetValueOrDefault(metric);
        init => Set(metric, value);
    }

    /// <summary>Notes what was read, of a text no more than is sent.</summary>
    internal void Set(HealthMetric metric, object? value) => _values[metric] = value is string { Length: > LongestText } text ? LatinText.Within(text, LongestText) : value;

    /// <summary>All metrics there are.</summary>
    public IEnumerable<MetricValue> All => BoardMetrics.All.Select(m => new MetricValue(m, this[m]));
}
