using System.ComponentModel;

namespace Edge.Agent.Devices.Buses;

/// <summary>What drives the I2C and SPI buses.</summary>
[TypeConverter(typeof(DashedNames<BusDriver>))]
internal enum BusDriver
{
    /// <summary>The kernel's device files, by ourselves.</summary>
    Chardev,

    /// <summary>System.Device.Gpio.</summary>
    SystemDeviceGpio,
}
