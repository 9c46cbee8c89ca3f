namespace Edge.Agent.Devices.Gpio;

/// <summary>Buttons and lights.</summary>
internal sealed class GpioOptions
{
    /// <summary>Which kind it is; none is there by default.</summary>
    public GpioDriver Driver { get; init; }
}
