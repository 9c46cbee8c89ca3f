namespace Edge.Agent.Devices.Codes;

/// <summary>The officer's numeric keypad.</summary>
internal sealed class KeypadOptions
{
    /// <summary>Which kind it is; none is there by default.</summary>
    public KeypadDriver Driver { get; init; }
}
