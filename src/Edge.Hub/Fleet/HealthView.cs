namespace Edge.Hub.Fleet;

/// <summary>A board's health as it is shown. <paramref name="Since"/> is when it came or went.</summary>
internal sealed record HealthView(Presence Presence, DateTimeOffset? Since, IReadOnlyDictionary<string, ToldValue> Values);
