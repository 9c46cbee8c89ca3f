namespace Edge.Agent.Devices.Card;

/// <summary>Which chip the reader is made of.</summary>
internal enum CardDriver
{
    None,

    /// <summary>An NXP PN532, on I2C or on a serial line (HSU).</summary>
    Pn532,

    Virtual,
}
