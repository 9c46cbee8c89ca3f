namespace Edge.Agent.Devices.Display;

/// <summary>What the display is made of.</summary>
internal enum DisplayDriver
{
    None,
    Virtual,
}
