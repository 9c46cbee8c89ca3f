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
