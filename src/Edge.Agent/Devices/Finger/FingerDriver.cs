namespace Edge.Agent.Devices.Finger;

/// <summary>Which family the sensor is of.</summary>
internal enum FingerDriver
{
    None,

    /// <summary>R30x, ZFM-20 and their kin, on a serial line.</summary>
    Zfm,

    Virtual,
}
