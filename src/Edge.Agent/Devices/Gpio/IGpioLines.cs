using Edge.Agent.Devices.Strip;

namespace Edge.Agent.Devices.Gpio;

/// <summary>The board's buttons and lights, by name. All lines of the settings are held from opening to disposal.</summary>
internal interface IGpioLines : ILights
{
    /// <summary>The level of an input or output now; false for one that the settings do not name.</summary>
    /// <exception cref="DeviceException">It could not be read.</exception>
    bool Get(string line);

    /// <summary>The next debounced edge of any input, oldest first.</summary>
    /// <exception cref="DeviceException">The lines are gone.</exception>
    Task<LineEdge> NextEdgeAsync(CancellationToken cancellationToken);
}

/// <summary>The resistor in the chip that holds a line while nothing drives it.</summary>
internal enum LineBias
{
    AsIs,
    PullUp,
    PullDown,
}

/// <summary>A button, or a light.</summary>
internal enum LineDirection
{
    Input,
    Output,
}

/// <summary>An input changed.</summary>
/// <param name="Line">Its name.</param>
/// <param name="Active">True where it became active: the button is down.</param>
/// <param name="At">When it was told, by the kernel's monotonic clock.</param>
internal readonly record struct LineEdge(string Line, bool Active, TimeSpan At);
