namespace Edge.Hub.Views.Progress;

/// <summary>Shares that sum to the whole.</summary>
internal static class Shares
{
    private const int Whole = 100_00;

    /// <summary>In percent to two places, by the largest remainder: each is less than 0.01 off, and all sum to 100 where anything was counted.</summary>
    public static IReadOnlyList<decimal> Of(IReadOnlyList<long> counts)
    {
        var sum = counts.Sum(c => (decimal)c);
        if (sum == 0) return [.. counts.Select(_ => 0m)];
        var exact = counts.Select(c => c * Whole / sum).ToList();
        var units = exact.Select(decimal.Floor).ToArray();
        var left = (int)(Whole - units.Sum());
        foreach (var i in Enumerable.Range(0, counts.Count).OrderByDescending(i => exact[i] - units[i]).ThenByDescending(i => counts[i]).Take(left)) units[i]++;
        return [.. units.Select(u => u / 100)];
    }
}
