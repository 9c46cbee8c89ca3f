namespace Edge.Agent.Devices.Link;

/// <summary>How the modem is asked.</summary>
internal enum ModemDriver
{
    None,
    Virtual,
}
