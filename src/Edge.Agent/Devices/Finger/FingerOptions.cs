namespace Edge.Agent.Devices.Finger;

/// <summary>The fingerprint sensor.</summary>
internal sealed class FingerOptions
{
    /// <summary>Which kind it is; none is there by default.</summary>
    public FingerDriver Driver { get; init; }
}
