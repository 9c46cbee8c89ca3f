namespace Edge.Agent.Devices.Camera;

/// <summary>The portrait camera.</summary>
internal sealed class CameraOptions
{
    /// <summary>Which kind it is; none is there by default.</summary>
    public CameraDriver Driver { get; init; }
}
