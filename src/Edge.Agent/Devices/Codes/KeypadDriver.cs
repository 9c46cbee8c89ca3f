namespace Edge.Agent.Devices.Codes;

/// <summary>How the keypad is reached.</summary>
internal enum KeypadDriver
{
    None,
    Virtual,
}
