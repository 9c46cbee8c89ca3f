namespace Edge.Benchmarks.Measuring;

/// <summary>How long one step took, many times.</summary>
internal sealed class Samples
{
    private readonly List<TimeSpan> _taken = [];

    public int Count => _taken.Count;

    public double MedianMs => PercentileMs(0.5);

    public double P95Ms => PercentileMs(0.95);

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
