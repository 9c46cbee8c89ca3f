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

    /// <summary>The address: 32 (0x20) to 39 (0x27) of a PCF8574, 56 (0x38) to 63 of a PCF8574A, 60 (0x3c) or 61 of an SSD1306.</summary>
    [Range(32, 63)]
    public int Address { get; init; } = 39;

    /// <summary>Letters in a line of an HD44780: 16 or 20.</summary>
    [AllowedValues(16, 20, ErrorMessage = "16 or 20")]
    public int Columns { get; init; } = 20;

    /// <summary>Lines of an HD44780: 2 or 4.</summary>
    [AllowedValues(2, 4, ErrorMessage = "2 or 4")]
    public int Rows { get; init; } = 4;

    /// <summary>The GPIO chip of a TM1637's two lines, by label, number, name or device file.</summary>
    [Required]
    public string Chip { get; init; } = "gpiochip0";

    /// <summary>The line of a TM1637's clock.</summary>
    [Range(0, 1023)]
    public int Clock { get; init; } = 25;

    /// <summary>The line of a TM1637's data.</summary>
    [Range(0, 1023)]
    public int Data { get; init; } = 12;

    /// <summary>Digits on a TM1637: 4 or 6.</summary>
    [AllowedValues(4, 6, ErrorMessage = "4 or 6")]
    public int Digits { get; init; } = 4;
}

/// <summary>What the display is made of.</summary>
internal enum DisplayDriver
{
    None,

    /// <summary>Letters of an HD44780 behind a PCF8574 on I2C.</summary>
    Hd44780,

    /// <summary>Four or six digits of seven segments on a TM1637.</summary>
    Tm1637,

    /// <summary>128 by 64 dots of an SSD1306 or SSD1309 on I2C.</summary>
    Ssd1306,

    Virtual,
}
