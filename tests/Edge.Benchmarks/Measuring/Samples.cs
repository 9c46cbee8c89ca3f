namespace Edge.Benchmarks.Measuring;

/// <summary>How long one step took, many times.</summary>
internal sealed class Samples
{
    private readonly List<TimeSpan> _taken = [];

    public int Count => _taken.Count;

    public double MedianMs => PercentileMs(0.5);

    public double P95Ms => PercentileMs(0.95);

    public double P99Ms => PercentileMs(0.99);

    public double MaxMs => PercentileMs(1);

    public void Add(TimeSpan taken) => _taken.Add(taken);

    public async Task TimeAsync(Func<Task> step)
    {
        var start = TimeProvider.System.GetTimestamp();
        await step();
        _taken.Add(TimeProvider.System.GetElapsedTime(start));
    }

    public void Time(Action step)
    {
        var start = TimeProvider.System.GetTimestamp();
        step();
        _taken.Add(TimeProvider.System.GetElapsedTime(start));
    }

    /// <summary>The nearest rank: a time that was really measured.</summary>
    private double PercentileMs(double share)
    {
        if (_taken.Count == 0) throw new InvalidOperationException("nothing was measured");
        var sorted = _taken.Order().ToList();
        return sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Count) - 1)].TotalMilliseconds;
    }
}
