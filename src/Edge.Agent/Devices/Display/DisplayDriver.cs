using System.ComponentModel;

namespace Edge.Agent.Devices.Display;

/// <summary>What the display is made of.</summary>
[TypeConverter(typeof(DashedNames<DisplayDriver>))]
internal enum DisplayDriver
{
    None,

    /// <summary>An HD44780 behind a PCF8574 on I2C.</summary>
    Hd44780,

    /// <summary>The same display by Iot.Device.Bindings.</summary>
    IotCharacterLcd,

    /// <summary>Four or six digits of seven segments on a TM1637, by Iot.Device.Bindings.</summary>
    IotTm1637,

    Virtual,
}
