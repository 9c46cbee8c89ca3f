using System.ComponentModel;

namespace Edge.Agent.Devices.Strip;

/// <summary>What the strip is made of.</summary>
[TypeConverter(typeof(DashedNames<StripDriver>))]
internal enum StripDriver
{
    None,

    /// <summary>WS2812B behind an SPI bus, by Iot.Device.Bindings.</summary>
    IotWs28xx,
}
