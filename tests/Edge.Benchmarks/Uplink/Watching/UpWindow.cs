namespace Edge.Benchmarks.Uplink.Watching;

/// <summary>One time of signal, from the moment the link came up to the moment it was cut.</summary>
internal sealed record UpWindow(DateTimeOffset From, DateTimeOffset To)
{
    public bool Contains(DateTimeOffset time) => From <= time && time < To;
}
