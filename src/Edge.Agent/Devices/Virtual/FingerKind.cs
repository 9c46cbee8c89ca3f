namespace Edge.Agent.Devices.Virtual;

/// <summary>How the finger is that lies on a virtual sensor.</summary>
internal enum FingerKind
{
    Good,

    /// <summary>Dry or worn: pale, and ridges broken by grain.</summary>
    Dry,

    /// <summary>Wet or pressed too hard: dark, and ridges run into each other.</summary>
    Wet,

    /// <summary>Half beside the sensor.</summary>
    Aside,
}
