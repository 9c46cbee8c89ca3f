using System.ComponentModel.DataAnnotations;

namespace Edge.Agent.Devices.Card;

/// <summary>The chip card reader.</summary>
internal sealed class CardOptions
{
    /// <summary>Which chip it is made of; none is there by default.</summary>
    public CardDriver Driver { get; init; }

    /// <summary>Its device file.</summary>
    [Required]
    public string Path { get; init; } = "/dev/ttyUSB0";

    /// <summary>Bits a second.</summary>
    [AllowedValues(9600, 57600, 115200, 230400, 460800, 921600, ErrorMessage = "9600, 57600, 115200, 230400, 460800 or 921600")]
    public int Baud { get; init; } = 115200;
}
