namespace Edge.Agent.Devices.Display;

/// <summary>What the display is made of.</summary>
internal enum DisplayDriver
{
    None,

    /// <summary>An HD44780 behind a PCF8574 on I2C.</summary>
    Hd44780,

    Virtual,
}
