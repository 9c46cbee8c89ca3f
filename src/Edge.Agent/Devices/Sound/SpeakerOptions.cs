namespace Edge.Agent.Devices.Sound;

/// <summary>The speaker.</summary>
internal sealed class SpeakerOptions
{
    /// <summary>Which kind it is; none is there by default.</summary>
    public SpeakerDriver Driver { get; init; }
}
