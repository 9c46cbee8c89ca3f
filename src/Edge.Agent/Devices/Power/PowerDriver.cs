namespace Edge.Agent.Devices.Power;

/// <summary>What measures the battery.</summary>
internal enum PowerDriver
{
    None,

    /// <summary>An INA219 on I2C, its shunt in the battery's line.</summary>
    Ina219,

    Virtual,
}
