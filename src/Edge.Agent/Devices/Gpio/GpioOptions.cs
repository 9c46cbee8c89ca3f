using System.ComponentModel.DataAnnotations;

namespace Edge.Agent.Devices.Gpio;

/// <summary>Buttons and lights.</summary>
internal sealed class GpioOptions
{
    /// <summary>The most lines.</summary>
    public const int MostLines = 64;

    /// <summary>What drives the lines; none are there by default.</summary>
    public GpioDriver Driver { get; init; }

    /// <summary>The chip: its label (<c>pinctrl-rp1</c> on a Raspberry Pi 5, <c>pinctrl-bcm2711</c> on a 4), its number, its name (<c>gpiochip0</c>) or its device file.</summary>
    [Required]
    public string Chip { get; init; } = "gpiochip0";

    /// <summary>The lines by name; at most <see cref="MostLines"/>, needed with a driver of real lines.</summary>
    public Dictionary<string, LineOptions> Lines { get; init; } = new(StringComparer.Ordinal);
}

/// <summary>What drives the GPIO lines.</summary>
internal enum GpioDriver
{
    None,

    /// <summary>System.Device.Gpio over the C library libgpiod.</summary>
    Libgpiod,

    Virtual,
}
