namespace Edge.Agent.Devices.Strip;

/// <summary>Lights by name.</summary>
internal interface ILights : IDisposable
{
    /// <summary>True is lit, whatever the wiring. A light that the settings do not name is one this board does not have: nothing happens.</summary>
    /// <exception cref="DeviceException">The light could not be set.</exception>
    void Set(string light, bool lit);
}
