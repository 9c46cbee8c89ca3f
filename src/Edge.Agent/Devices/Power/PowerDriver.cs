using System.ComponentModel;

namespace Edge.Agent.Devices.Power;

/// <summary>What measures the battery.</summary>
[TypeConverter(typeof(DashedNames<PowerDriver>))]
internal enum PowerDriver
{
    None,

    /// <summary>An INA219 on I2C, its shunt in the battery's line.</summary>
    Ina219,

    /// <summary>The same chip by Iot.Device.Bindings.</summary>
    IotIna219,

    Virtual,
}
