using Edge.Contracts;
using Edge.Contracts.Wire;

namespace Edge.Hub.Archive;

/// <summary>What a record counts as: everything its manifest says that progress is told by.</summary>
/// <param name="Area">The group its board was in when it was stored: a board that moves leaves what it did behind.</param>
/// <param name="Officer">Empty where nobody was signed in.</param>
/// <param name="Day">The local day, as <see cref="DateOnly.DayNumber"/>.</param>
internal sealed record RecordSort(string Area, string Node, string Officer, int Day, string Kind, string Outcome)
{
    /// <summary>Stands for whatever came beyond what is counted apart; no name on the wire has this character.</summary>
    public const string Others = "*";

    /// <summary>A clock that says it is right is believed for so long back: a board may have held its records for most of a year.</summary>
    private static readonly TimeSpan Believed = TimeSpan.FromDays(400);

    /// <summary>The same, where too many sorts are counted apart already.</summary>
    public RecordSort AsOthers => this with { Officer = Others, Kind = Others, Outcome = Others };

    /// <summary>Of a manifest.</summary>
    /// <param name="area">Null for a board that is not known any more.</param>
    public static RecordSort Of(Manifest manifest, string? area, DateTimeOffset stored, TimeSpan localOffset)
    {
        var right = manifest.ClockState == ClockState.Synchronised && manifest.WallTimeMs is >= 0 and <= UnixTime.LastMs;
        var day = DayOf(right ? DateTimeOffset.FromUnixTimeMilliseconds(manifest.WallTimeMs) : stored, right, stored, localOffset);
        return new RecordSort(area ?? "", manifest.Node, manifest.Officer, day, manifest.Kind, manifest.Outcome);
    }

    /// <summary>The local day a record belongs to: when its board accepted it, where the clock was right then; else when it was stored.</summary>
    public static int DayOf(DateTimeOffset accepted, bool clockWasRight, DateTimeOffset stored, TimeSpan localOffset)
    {
        var believed = clockWasRight && accepted >= stored - Believed && accepted <= stored.AddHours(1);
        return DateOnly.FromDateTime((believed ? accepted : stored).UtcDateTime + localOffset).DayNumber;
    }
}
