namespace Edge.Agent.Devices.Gpio;

/// <summary>A button, or a light.</summary>
internal enum LineDirection
{
    Input,
    Output,
}
