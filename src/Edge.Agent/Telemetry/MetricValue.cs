namespace Edge.Agent.Telemetry;

/// <summary>A metric as it was read; null where it is not known.</summary>
internal readonly record struct MetricValue(HealthMetric Metric, object? Value);
