namespace Edge.Agent.Devices.Sound;

/// <summary>What plays the clips.</summary>
internal enum SpeakerDriver
{
    None,
    Virtual,
}
