using Edge.Contracts.Sparkplug;

namespace Edge.Agent.Telemetry;

/// <summary>One thing a board tells of itself, and when a change of it is worth telling.</summary>
internal sealed record HealthMetric(string Name, ulong Alias, SparkplugType Type, Deadband Deadband);
