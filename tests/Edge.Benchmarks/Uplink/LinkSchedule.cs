namespace Edge.Benchmarks.Uplink;

/// <summary>How often the link is up and how long; steady is one long time of signal.</summary>
internal sealed record LinkSchedule(int Windows, TimeSpan Up, TimeSpan Down)
{
    private const double GoldenRatio = 0.6180339887498949;

    // Outages all of one length would end at the same moment between two attempts to connect, however many are measured.
    private static readonly TimeSpan Spread = TimeSpan.FromSeconds(2);

    public TimeSpan UpTime => Windows * Up;

    public TimeSpan Length => StartOf(Windows - 1) + Up;

    /// <summary>When a time of signal starts; outages are up to a second longer or shorter than <see cref="Down"/>, the same ones in every run.</summary>
    public TimeSpan StartOf(int window) => Enumerable.Range(0, window).Aggregate(TimeSpan.Zero, (sum, i) => sum + Up + OutageAfter(i));

    private TimeSpan OutageAfter(int window) => Down + ((window + 1) * GoldenRatio % 1 - 0.5) * Spread;
}
