using System.ComponentModel.DataAnnotations;

namespace Edge.Agent.Devices.Sound;

/// <summary>The speaker.</summary>
internal sealed class SpeakerOptions
{
    /// <summary>What plays the clips; none is there by default.</summary>
    public SpeakerDriver Driver { get; init; }

    /// <summary>The ALSA device, such as <c>default</c> or <c>plughw:CARD=Device</c>; one that names its card is missed when that is unplugged.</summary>
    [Required]
    public string Device { get; init; } = "default";
}

/// <summary>What plays the clips.</summary>
internal enum SpeakerDriver
{
    None,

    /// <summary>ALSA, by the program <c>aplay</c> (package alsa-utils).</summary>
    Aplay,

    Virtual,
}
