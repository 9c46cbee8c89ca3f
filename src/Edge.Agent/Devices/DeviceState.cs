namespace Edge.Agent.Devices;

/// <summary>How a device is, as people are told.</summary>
internal enum DeviceState
{
    /// <summary>No settings name one.</summary>
    Absent,

    /// <summary>Open and answering.</summary>
    Ready,

    /// <summary>Set, but missing or broken; tried again all the time.</summary>
    Failed,
}
