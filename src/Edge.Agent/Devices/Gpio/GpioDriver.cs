namespace Edge.Agent.Devices.Gpio;

/// <summary>What drives the GPIO lines.</summary>
internal enum GpioDriver
{
    None,

    /// <summary>System.Device.Gpio over the C library libgpiod.</summary>
    Libgpiod,

    Virtual,
}
