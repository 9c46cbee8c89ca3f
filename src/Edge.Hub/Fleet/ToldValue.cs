using Edge.Contracts.Sparkplug;

namespace Edge.Hub.Fleet;

/// <summary>A value and when it was told, by the hub's clock; null where the board does not know it.</summary>
internal sealed record ToldValue(SparkplugType Type, object? Value, DateTimeOffset At);
