namespace Edge.Agent.Devices.Printer;

/// <summary>How the printer is reached.</summary>
internal enum PrinterDriver
{
    None,
    Virtual,
}
