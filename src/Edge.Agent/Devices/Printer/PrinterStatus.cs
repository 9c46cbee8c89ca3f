namespace Edge.Agent.Devices.Printer;

/// <summary>What a printer says of itself; none is set where all is well.</summary>
[Flags]
internal enum PrinterStatus
{
    Ready = 0,
    Offline = 1,
    CoverOpen = 2,
    PaperNearEnd = 4,
    PaperOut = 8,

    /// <summary>The cutter is stuck.</summary>
    Cutter = 16,

    /// <summary>An error it names no further.</summary>
    Error = 32,
}
