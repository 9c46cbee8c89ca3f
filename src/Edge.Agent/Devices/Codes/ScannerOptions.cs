using System.ComponentModel.DataAnnotations;

namespace Edge.Agent.Devices.Codes;

/// <summary>The barcode scanner.</summary>
internal sealed class ScannerOptions
{
    /// <summary>How it is reached; none is there by default.</summary>
    public ScannerDriver Driver { get; init; }

    /// <summary>A serial scanner's device file; of one that is a keyboard also its USB id (<c>vvvv:pppp</c>) or its name.</summary>
    [Required]
    public string Device { get; init; } = "/dev/ttyACM0";

    /// <summary>Bits a second, of a serial scanner.</summary>
    [AllowedValues(9600, 19200, 38400, 57600, 115200, ErrorMessage = "9600, 19200, 38400, 57600 or 115200")]
    public int Baud { get; init; } = 9600;
}

/// <summary>How the scanner is reached.</summary>
internal enum ScannerDriver
{
    None,

    /// <summary>It types as a keyboard (evdev).</summary>
    Keyboard,

    /// <summary>A serial line, or a USB scanner that looks like one (CDC-ACM).</summary>
    Serial,

    Virtual,
}
