namespace Edge.Agent.Devices.Gpio;

/// <summary>What drives the GPIO lines.</summary>
internal enum GpioDriver
{
    None,
    Virtual,
}
