using Edge.Benchmarks.Uplink.Links;

namespace Edge.Benchmarks.Uplink;

/// <summary>One kind of link and what has to come over it.</summary>
/// <param name="Relay">Over the packet relay, whose outages are silent, rather than over a veth pair, whose outages take the carrier.</param>
internal sealed record UplinkRow(string Name, string What, LinkShape Shape, bool Relay, LinkSchedule Schedule)
{
    /// <summary>The board has a new address after each outage.</summary>
    public bool Dials { get; init; }

    public int RecordBytes { get; init; } = 200_000;

    /// <summary>Times of signal for the raw stream, and for the bridge.</summary>
    public int RawWindows { get; init; } = 1;

    public int BridgeWindows { get; init; } = 3;

    /// <summary>The bridge once more, with records as a board has sealed and signed them.</summary>
    public bool SealedBridge { get; init; }

    public UplinkTargets Targets { get; init; } = new();

    public bool Steady => Schedule.Windows == 1;

    /// <summary>Measured only where it is asked for by name.</summary>
    public bool OnlyByName => Shape.Loss > 0;

    public ILink MakeLink(string name) => Shape.Loss > 0 ? new NetemLink(name, Shape) : Relay ? new TunLink(name, Shape) : new VethLink(name, Shape, Dials);
}
