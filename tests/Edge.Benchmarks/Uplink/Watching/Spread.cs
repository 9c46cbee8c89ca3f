namespace Edge.Benchmarks.Uplink.Watching;

/// <summary>Nearest ranks: values that were really measured.</summary>
internal static class Spread
{
    public static double? Rank(IEnumerable<double> values, double share)
    {
        var sorted = values.Order().ToList();
        return sorted.Count == 0 ? null : sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Count) - 1)];
    }
}
