namespace Edge.Agent.Devices.Printer;

/// <summary>How the printer is reached.</summary>
internal enum PrinterDriver
{
    None,

    /// <summary>The kernel's USB printer driver, <c>/dev/usb/lp*</c>.</summary>
    Lp,

    /// <summary>A serial line, or a USB printer that looks like one.</summary>
    Serial,

    Virtual,
}
