namespace Edge.Benchmarks.Uplink.Contenders;

/// <summary>What came through, whole.</summary>
/// <param name="Last">When the last of it was there; null where nothing was.</param>
internal sealed record Delivery(int Records, long Bytes, DateTimeOffset? Last)
{
    /// <summary>Further figures: what, how much, unit.</summary>
    public IReadOnlyList<(string What, double Value, string Unit)> More { get; init; } = [];
}
