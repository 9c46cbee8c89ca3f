namespace Edge.Agent.Devices.Gpio;

/// <summary>The resistor in the chip that holds a line while nothing drives it.</summary>
internal enum LineBias
{
    AsIs,
    PullUp,
    PullDown,
}
