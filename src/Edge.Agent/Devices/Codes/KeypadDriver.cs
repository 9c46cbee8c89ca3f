namespace Edge.Agent.Devices.Codes;

/// <summary>How the keypad is reached.</summary>
internal enum KeypadDriver
{
    None,

    /// <summary>A keyboard of the kernel's input layer (evdev).</summary>
    Keyboard,

    Virtual,
}
