namespace Edge.Agent.Devices.Buses;

/// <summary>The buses that display, power monitor, card reader and strip hang on.</summary>
internal sealed class BusesOptions
{
    /// <summary>What drives them.</summary>
    public BusDriver Driver { get; init; }
}
