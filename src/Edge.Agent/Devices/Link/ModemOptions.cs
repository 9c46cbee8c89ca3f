using System.ComponentModel.DataAnnotations;

namespace Edge.Agent.Devices.Link;

/// <summary>The modem.</summary>
internal sealed class ModemOptions
{
    /// <summary>How it is asked; none is there by default.</summary>
    public ModemDriver Driver { get; init; }

    /// <summary>Which one, as mmcli -m takes it: <c>any</c>, or a device's address.</summary>
    [Required]
    public string Modem { get; init; } = "any";
}

/// <summary>How the modem is asked.</summary>
internal enum ModemDriver
{
    None,

    /// <summary>By ModemManager's program <c>mmcli</c>.</summary>
    Mmcli,

    Virtual,
}
