namespace Edge.Agent.Devices.Link;

/// <summary>How the modem is asked.</summary>
internal enum ModemDriver
{
    None,

    /// <summary>By ModemManager's program <c>mmcli</c>.</summary>
    Mmcli,

    Virtual,
}
