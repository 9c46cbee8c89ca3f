namespace Edge.Agent.Devices.Gpio;

/// <summary>The board's buttons and lights, by name. All lines of the settings are held from opening to disposal.</summary>
internal interface IGpioLines : IDisposable
{
    /// <summary>True is lit (active), whatever the wiring. A light that the settings do not name is one this board does not have: nothing happens.</summary>
    /// <exception cref="DeviceException">The line could not be set.</exception>
    void Set(string line, bool active);

    /// <summary>The level of an input or output now; false for one that the settings do not name.</summary>
    /// <exception cref="DeviceException">It could not be read.</exception>
    bool Get(string line);

    /// <summary>The next debounced edge of any input, oldest first.</summary>
    /// <exception cref="DeviceException">The lines are gone.</exception>
    Task<LineEdge> NextEdgeAsync(CancellationToken cancellationToken);
}
