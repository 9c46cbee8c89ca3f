namespace Edge.Benchmarks.Uplink.Watching;

/// <summary>When the link was up.</summary>
internal sealed record LinkHistory(IReadOnlyList<UpWindow> Windows)
{
    /// <summary>How long the link was up until then.</summary>
    public TimeSpan UpTimeUntil(DateTimeOffset then) => Windows
        .Where(w => w.From < then)
        .Aggregate(TimeSpan.Zero, (sum, w) => sum + ((then < w.To ? then : w.To) - w.From));
}
