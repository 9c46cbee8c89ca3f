using System.ComponentModel.DataAnnotations;

namespace Edge.Agent.Devices.Card;

/// <summary>The chip card reader.</summary>
internal sealed class CardOptions
{
    /// <summary>Which chip it is made of; none is there by default.</summary>
    public CardDriver Driver { get; init; }

    /// <summary>What it hangs on: a serial line, or an I2C bus (<c>/dev/i2c-1</c>).</summary>
    [Required]
    public string Path { get; init; } = "/dev/ttyUSB0";

    /// <summary>Bits a second, on a serial line.</summary>
    [AllowedValues(9600, 57600, 115200, 230400, 460800, 921600, ErrorMessage = "9600, 57600, 115200, 230400, 460800 or 921600")]
    public int Baud { get; init; } = 115200;

    /// <summary>The chip's address on an I2C bus: 36 (0x24) unless its board says otherwise.</summary>
    [Range(8, 119)]
    public int Address { get; init; } = 36;
}

/// <summary>Which chip the reader is made of.</summary>
internal enum CardDriver
{
    None,

    /// <summary>An NXP PN532, on I2C or on a serial line (HSU).</summary>
    Pn532,

    Virtual,
}
