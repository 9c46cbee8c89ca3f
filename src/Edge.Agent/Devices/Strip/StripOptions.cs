using System.ComponentModel.DataAnnotations;

namespace Edge.Agent.Devices.Strip;

/// <summary>Coloured lights on a strip of LEDs, beside those on GPIO lines: a light may be on either, or on both.</summary>
internal sealed class StripOptions
{
    /// <summary>The most LEDs: what one message of the kernel's SPI buffer holds, with room.</summary>
    public const int MostPixels = 256;

    /// <summary>What the strip is made of; none is there by default.</summary>
    public StripDriver Driver { get; init; }

    /// <summary>The SPI bus on whose data line the strip hangs.</summary>
    [Required]
    public string Bus { get; init; } = "/dev/spidev0.0";

    /// <summary>The lights by the kiosk's names; needed with a driver.</summary>
    public Dictionary<string, StripLightOptions> Lights { get; init; } = new(StringComparer.Ordinal);
}

/// <summary>What the strip is made of.</summary>
internal enum StripDriver
{
    None,

    /// <summary>WS2812B behind an SPI bus.</summary>
    Ws28xx,
}
