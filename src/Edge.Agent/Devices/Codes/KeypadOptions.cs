namespace Edge.Agent.Devices.Codes;

/// <summary>The officer's numeric keypad.</summary>
internal sealed class KeypadOptions
{
    /// <summary>How it is reached; none is there by default.</summary>
    public KeypadDriver Driver { get; init; }

    /// <summary>Its device file, its USB id (<c>vvvv:pppp</c>) or its name; needed with a keyboard.</summary>
    public string Device { get; init; } = "";
}

/// <summary>How the keypad is reached.</summary>
internal enum KeypadDriver
{
    None,

    /// <summary>A keyboard of the kernel's input layer (evdev).</summary>
    Keyboard,

    Virtual,
}
