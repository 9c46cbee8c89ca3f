namespace Edge.Agent.Devices.Codes;

/// <summary>How the scanner is reached.</summary>
internal enum ScannerDriver
{
    None,

    /// <summary>It types as a keyboard (evdev).</summary>
    Keyboard,

    /// <summary>A serial line, or a USB scanner that looks like one (CDC-ACM).</summary>
    Serial,

    Virtual,
}
