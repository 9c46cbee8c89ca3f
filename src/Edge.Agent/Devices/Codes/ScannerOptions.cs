namespace Edge.Agent.Devices.Codes;

/// <summary>The barcode scanner.</summary>
internal sealed class ScannerOptions
{
    /// <summary>Which kind it is; none is there by default.</summary>
    public ScannerDriver Driver { get; init; }
}
