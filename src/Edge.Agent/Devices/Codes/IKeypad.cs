namespace Edge.Agent.Devices.Codes;

/// <summary>The officer's numeric keypad.</summary>
internal interface IKeypad : IDisposable
{
    /// <summary>The next key that goes down; a held key counts once.</summary>
    /// <exception cref="DeviceException">The keypad is gone.</exception>
    Task<KeypadKey> NextAsync(CancellationToken cancellationToken);
}
