namespace Edge.Agent.Simulator;

/// <summary>The front panel: the whole kiosk in a browser, for trying it out. Never with real devices.</summary>
internal sealed class SimulatorOptions
{
    public const string Section = "Simulator";

    /// <summary>Whether it is served; where nothing is said, as soon as all devices are virtual (Devices:Virtual).</summary>
    public bool? Enabled { get; init; }

    /// <summary>Where: an address of this machine's own loopback and a port; port 0 is any free one.</summary>
    public string Address { get; init; } = "127.0.0.1:8090";
}
