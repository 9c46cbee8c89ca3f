namespace Edge.Benchmarks.Uplink.Links;

/// <summary>How narrow and how far: the same in both directions.</summary>
internal sealed record LinkShape(int BitsPerSecond, TimeSpan OneWay)
{
    /// <summary>The share of packets that is lost; above 0 the link is made by netem, which not every kernel has.</summary>
    public double Loss { get; init; }

    public double BytesPerSecond => BitsPerSecond / 8d;

    /// <summary>What the modem queues before it drops: a quarter of a second, at least ten packets.</summary>
    public int QueueBytes => Math.Max(16_000, (int)(BytesPerSecond / 4));
}
