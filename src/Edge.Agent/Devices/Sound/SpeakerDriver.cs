namespace Edge.Agent.Devices.Sound;

/// <summary>What plays the clips.</summary>
internal enum SpeakerDriver
{
    None,

    /// <summary>ALSA, by the program <c>aplay</c> (package alsa-utils).</summary>
    Aplay,

    Virtual,
}
