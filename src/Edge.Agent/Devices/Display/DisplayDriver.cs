namespace Edge.Agent.Devices.Display;

/// <summary>What the display is made of.</summary>
internal enum DisplayDriver
{
    None,

    /// <summary>Letters of an HD44780 behind a PCF8574 on I2C.</summary>
    Hd44780,

    /// <summary>Four or six digits of seven segments on a TM1637.</summary>
    Tm1637,

    Virtual,
}
