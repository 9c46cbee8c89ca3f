using System.ComponentModel.DataAnnotations;

namespace Edge.Agent.Devices.Card;

/// <summary>The chip card reader.</summary>
internal sealed class CardOptions
{
    /// <summary>Which chip it is made of; none is there by default.</summary>
    public CardDriver Driver { get; init; }

    /// <summary>Its device file, on a serial line.</summary>
    [Required]
    public string Path { get; init; } = "/dev/ttyUSB0";

    /// <summary>Bits a second, on a serial line.</summary>
    [AllowedValues(9600, 57600, 115200, 230400, 460800, 921600, ErrorMessage = "9600, 57600, 115200, 230400, 460800 or 921600")]
    public int Baud { get; init; } = 115200;

    /// <summary>The I2C bus, with the driver IotPn532.</summary>
    [Required]
    public string Bus { get; init; } = "/dev/i2c-1";

    /// <summary>The chip's address on it: 36 (0x24) unless its board says otherwise.</summary>
    [Range(8, 119)]
    public int Address { get; init; } = 36;
}
