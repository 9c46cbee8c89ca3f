using System.ComponentModel.DataAnnotations;

namespace Edge.Agent.Devices.Display;

/// <summary>The call display.</summary>
internal sealed class DisplayOptions
{
    /// <summary>What it is made of; none is there by default.</summary>
    public DisplayDriver Driver { get; init; }

    /// <summary>The I2C bus.</summary>
    [Required]
    public string Bus { get; init; } = "/dev/i2c-1";

    /// <summary>The address: 32 (0x20) to 39 (0x27) of a PCF8574, 56 (0x38) to 63 of a PCF8574A.</summary>
    [Range(32, 63)]
    public int Address { get; init; } = 39;

    /// <summary>Letters in a line: 16 or 20.</summary>
    [AllowedValues(16, 20, ErrorMessage = "16 or 20")]
    public int Columns { get; init; } = 20;

    /// <summary>Lines: 2 or 4.</summary>
    [AllowedValues(2, 4, ErrorMessage = "2 or 4")]
    public int Rows { get; init; } = 4;
}
