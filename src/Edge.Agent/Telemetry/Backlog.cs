namespace Edge.Agent.Telemetry;

/// <summary>What waits for the hub. The age is null where nothing waits or no clock can tell.</summary>
internal sealed record Backlog(int Records, long Bytes, TimeSpan? OldestAge);
