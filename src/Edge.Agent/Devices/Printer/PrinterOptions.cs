namespace Edge.Agent.Devices.Printer;

/// <summary>The ticket printer.</summary>
internal sealed class PrinterOptions
{
    /// <summary>Which kind it is; none is there by default.</summary>
    public PrinterDriver Driver { get; init; }
}
