namespace Edge.Agent.Devices.Display;

/// <summary>The call display.</summary>
internal sealed class DisplayOptions
{
    /// <summary>Which kind it is; none is there by default.</summary>
    public DisplayDriver Driver { get; init; }
}
