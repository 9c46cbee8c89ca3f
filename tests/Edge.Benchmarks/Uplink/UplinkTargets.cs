namespace Edge.Benchmarks.Uplink;

/// <summary>What Edge has to reach on a row; null where nothing is asked.</summary>
internal sealed record UplinkTargets
{
    /// <summary>Goodput as a share of capacity and up-time, at least.</summary>
    public double? Goodput { get; init; }

    /// <summary>Goodput as a share of the raw stream's, at least.</summary>
    public double? OfRaw { get; init; }

    /// <summary>The board's bytes on the wire for a byte of payload, at most.</summary>
    public double? WireUp { get; init; }

    /// <summary>The hub's, at most.</summary>
    public double? WireDown { get; init; } = 0.06;

    /// <summary>Seconds from link-up to the first payload, 95th percentile, at most.</summary>
    public double? FirstPayload { get; init; }
}
