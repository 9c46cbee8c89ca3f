using System.ComponentModel;

namespace Edge.Agent.Devices.Display;

/// <summary>What the display is made of.</summary>
[TypeConverter(typeof(DashedNames<DisplayDriver>))]
internal enum DisplayDriver
{
    None,

    /// <summary>An HD44780 behind a PCF8574 on I2C.</summary>
    Hd44780,

    /// <summary>The same display by Iot.Device.Bindings, where the build included it.</summary>
    IotCharacterLcd,

    /// <summary>Four or six digits of seven segments on a TM1637, by Iot.Device.Bindings where the build included it.</summary>
    IotTm1637,

    Virtual,
}
