namespace Edge.Agent.Kiosk.LinkMeter;

/// <summary>What somebody found who looked for signal.</summary>
/// <param name="Place">As the officer calls it: a <see cref="PlaceName"/>.</param>
/// <param name="At">Local time; null where the clock was not to be believed.</param>
/// <param name="Bars">0 (nothing) to 4 (best).</param>
/// <param name="Dbm">Received power; null where the modem did not tell it.</param>
/// <param name="Technology">Such as <c>lte</c>; null where there was no network.</param>
internal sealed record SignalFind(string Place, DateTimeOffset? At, int Bars, int? Dbm, string? Technology);

/// <summary>Nothing was noted, or nothing printed.</summary>
/// <param name="Text">Why not, and what to do.</param>
internal sealed record FindRefusal(FindProblem Kind, string Text);

/// <summary>Why not.</summary>
internal enum FindProblem
{
    BadPlace,

    /// <summary>No settings name one.</summary>
    NoModem,

    /// <summary>It is missing or does not answer.</summary>
    NoReading,

    StoreFull,

    /// <summary>Nothing was written, and the next find may be.</summary>
    StoreBusy,

    /// <summary>Whether it was written is not known.</summary>
    StoreFailed,

    /// <summary>There is nothing to print.</summary>
    NothingNoted,

    /// <summary>No settings name one.</summary>
    NoPrinter,

    NotPrinted,
}
