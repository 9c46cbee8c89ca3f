namespace Edge.Agent.Devices.Link;

/// <summary>The modem.</summary>
internal sealed class ModemOptions
{
    /// <summary>Which kind it is; none is there by default.</summary>
    public ModemDriver Driver { get; init; }
}
