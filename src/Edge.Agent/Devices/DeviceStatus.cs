namespace Edge.Agent.Devices;

/// <summary>A device's state, why, and since when.</summary>
/// <param name="Name">What the settings call it, such as <c>printer</c>.</param>
/// <param name="State">How it is.</param>
/// <param name="Reason">Why it is not ready, for a technician; null where it is.</param>
/// <param name="Since">When the state began.</param>
internal sealed record DeviceStatus(string Name, DeviceState State, string? Reason, DateTimeOffset Since)
{
    /// <summary>Why a device is not ready that nobody has tried to open: the agent has just started.</summary>
    public const string NotTried = "not opened yet";

    /// <summary>What a device that is ready says of itself, such as <c>paper-out</c>; null where it has nothing to say.</summary>
    public string? Note { get; init; }
}

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
