using Edge.Benchmarks.Uplink.Links;

namespace Edge.Benchmarks.Uplink;

/// <summary>The links that are measured.</summary>
internal static class UplinkRows
{
    private const double Steady = 1.07;
    private const double Flapping = 1.15;
    private const double AfterCarrier = 1.5;
    // A second and six round trips of 300 ms.
    private const double AfterSilence = 2.8;
    // One that is not counted, then what a 95th percentile needs.
    private const int Often = 41;
    private static readonly TimeSpan Far = TimeSpan.FromMilliseconds(150);

    public static IReadOnlyList<UplinkRow> All { get; } =
    [
        new("steady1m", "1 Mbit/s, steady", Shape(1_000_000), false, Signal(1, 75, 0)) { BridgeWindows = 1, Targets = new() { OfRaw = 0.97, WireUp = Steady } },
        new("flap256", "256 kbit/s, 20 s up, 20 s down", Shape(256_000), false, Signal(4, 20, 20)) { Targets = new() { Goodput = 0.90, WireUp = Flapping, FirstPayload = AfterCarrier } },
        new("flap64", "64 kbit/s, 20 s up, 20 s down", Shape(64_000), false, Signal(4, 20, 20)) { BridgeWindows = 2, Targets = new() { Goodput = 0.85, WireUp = Flapping, FirstPayload = AfterCarrier } },
        new("dial256", "256 kbit/s, 20 s up, 20 s down, a new address each time", Shape(256_000), false, Signal(4, 20, 20)) { Dials = true, Targets = new() { Goodput = 0.90, WireUp = Flapping, FirstPayload = AfterCarrier } },
        new("dial64", "64 kbit/s, 20 s up, 20 s down, a new address each time", Shape(64_000), false, Signal(4, 20, 20)) { Dials = true, BridgeWindows = 2, Targets = new() { Goodput = 0.85, WireUp = Flapping, FirstPayload = AfterCarrier } },
        new("silent256", "256 kbit/s, 300 ms round trip, 20 s up, 20 s silent", Shape(256_000, Far), true, Signal(4, 20, 20)) { Targets = new() { Goodput = 0.85, WireUp = Flapping, FirstPayload = AfterSilence } },
        new("silent64", "64 kbit/s, 300 ms round trip, 20 s up, 20 s silent", Shape(64_000, Far), true, Signal(4, 20, 20)) { BridgeWindows = 2, Targets = new() { WireUp = Flapping, FirstPayload = AfterSilence } },
        new("short64", "64 kbit/s, 8 s up, 30 s down", Shape(64_000), false, Signal(6, 8, 30)) { BridgeWindows = 2, Targets = new() { WireUp = Flapping, FirstPayload = AfterCarrier } },
        new("small256", "256 kbit/s, 300 ms round trip, steady, records of 2 KB", Shape(256_000, Far), true, Signal(1, 60, 0)) { RecordBytes = 2_000, BridgeWindows = 1, SealedBridge = true, Targets = new() { WireDown = null } },
        new("linkups", "256 kbit/s, 4 s up, 6 s down, often", Shape(256_000), false, Signal(Often, 4, 6)) { RawWindows = 2, BridgeWindows = Often, Targets = new() { FirstPayload = AfterCarrier } },
        new("silences", "256 kbit/s, 300 ms round trip, 5 s up, 9 s silent, often", Shape(256_000, Far), true, Signal(Often, 5, 9)) { RawWindows = 2, BridgeWindows = Often, Targets = new() { FirstPayload = AfterSilence } },
        new("lossy64", "64 kbit/s, 200 ms round trip, 1 % of packets lost, 20 s up, 20 s silent; needs netem: ./edge lab bench", Shape(64_000, TimeSpan.FromMilliseconds(100)) with { Loss = 0.01 }, false, Signal(6, 20, 20)) { RawWindows = 3, BridgeWindows = 6, Targets = new() { WireUp = Flapping } },
    ];

    private static LinkShape Shape(int bitsPerSecond, TimeSpan oneWay = default) => new(bitsPerSecond, oneWay);

    private static LinkSchedule Signal(int windows, int upSeconds, int downSeconds) => new(windows, TimeSpan.FromSeconds(upSeconds), TimeSpan.FromSeconds(downSeconds));
}
