using System.ComponentModel.DataAnnotations;
using Edge.Agent.Devices.Serial;

namespace Edge.Agent.Devices.Printer;

/// <summary>The ticket printer.</summary>
internal sealed class PrinterOptions
{
    /// <summary>How it is reached; none is there by default.</summary>
    public PrinterDriver Driver { get; init; }

    /// <summary>Its device file, such as <c>/dev/usb/lp0</c> or <c>/dev/serial/by-id/…</c>.</summary>
    [Required]
    public string Path { get; init; } = "/dev/usb/lp0";

    /// <summary>Dots across its paper: 384 of a 58 mm roll, 576 of an 80 mm one.</summary>
    [AllowedValues(384, 576, ErrorMessage = "384 or 576")]
    public int Dots { get; init; } = 576;

    /// <summary>Bits a second, of a serial printer.</summary>
    [AllowedValues(9600, 19200, 38400, 57600, 115200, 230400, ErrorMessage = "9600, 19200, 38400, 57600, 115200 or 230400")]
    public int Baud { get; init; } = 115200;

    /// <summary>How a serial printer asks for a pause.</summary>
    public FlowControl Flow { get; init; }

    /// <summary>Millimetres it prints in a second, or less: what is sent is waited for as long as it takes at that speed.</summary>
    [Range(5, 500)]
    public int Speed { get; init; } = 25;

    /// <summary>Whether it answers ESC/POS status questions (DLE EOT); without them a USB printer tells of paper only, and a serial one of nothing.</summary>
    public bool AsksStatus { get; init; } = true;

    /// <summary>Whether it is asked (GS r) to say when a ticket is really on paper; not every printer knows that question.</summary>
    public bool Confirm { get; init; }
}

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
