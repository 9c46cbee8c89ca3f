namespace Edge.Agent.Kiosk.Printing;

/// <summary>How printing goes, as people are told; the worst first.</summary>
internal enum PaperState
{
    /// <summary>No settings name a printer.</summary>
    Absent,

    /// <summary>It is missing or does not answer.</summary>
    Failed,

    CoverOpen,
    Out,

    /// <summary>The cutter is stuck.</summary>
    Cutter,

    Error,
    Offline,

    /// <summary>It prints, but the roll has little left.</summary>
    NearEnd,

    Ready,
}
