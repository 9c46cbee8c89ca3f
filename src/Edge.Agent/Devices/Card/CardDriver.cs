using System.ComponentModel;

namespace Edge.Agent.Devices.Card;

/// <summary>Which chip the reader is made of.</summary>
[TypeConverter(typeof(DashedNames<CardDriver>))]
internal enum CardDriver
{
    None,

    /// <summary>An NXP PN532 on a serial line (HSU).</summary>
    Pn532,

    /// <summary>An NXP PN532 on I2C, by Iot.Device.Bindings.</summary>
    IotPn532,

    Virtual,
}
