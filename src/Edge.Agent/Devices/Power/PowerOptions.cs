namespace Edge.Agent.Devices.Power;

/// <summary>The battery's monitor.</summary>
internal sealed class PowerOptions
{
    /// <summary>Which kind it is; none is there by default.</summary>
    public PowerDriver Driver { get; init; }
}
