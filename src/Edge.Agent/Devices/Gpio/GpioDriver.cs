using System.ComponentModel;

namespace Edge.Agent.Devices.Gpio;

/// <summary>What drives the GPIO lines.</summary>
[TypeConverter(typeof(DashedNames<GpioDriver>))]
internal enum GpioDriver
{
    None,

    /// <summary>The kernel's GPIO character device, version 2.</summary>
    Chardev,

    /// <summary>System.Device.Gpio.</summary>
    SystemDeviceGpio,

    Virtual,
}
