namespace Edge.Agent.Devices.Codes;

/// <summary>How the scanner is reached.</summary>
internal enum ScannerDriver
{
    None,
    Virtual,
}
