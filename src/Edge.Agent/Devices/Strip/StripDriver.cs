namespace Edge.Agent.Devices.Strip;

/// <summary>What the strip is made of.</summary>
internal enum StripDriver
{
    None,

    /// <summary>WS2812B behind an SPI bus.</summary>
    Ws28xx,
}
