using System.ComponentModel.DataAnnotations;

namespace Edge.Hub.Fleet;

/// <summary>When something about a board is worth a look.</summary>
internal sealed class FleetOptions
{
    public const string Section = "Fleet";

    /// <summary>Local time of the boards' places, as an offset from UTC: days, weekdays and parts of the day are counted by it.</summary>
    [Range(typeof(TimeSpan), "-12:00:00", "14:00:00")]
    public TimeSpan LocalOffset { get; init; } = TimeSpan.FromHours(7);

    /// <summary>A board of which too little is known is silent after so long.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "60.00:00:00")]
    public TimeSpan UnknownHabit { get; init; } = TimeSpan.FromHours(48);

    /// <summary>No board is called silent sooner than that, however steady it is.</summary>
    [Range(typeof(TimeSpan), "00:10:00", "2.00:00:00")]
    public TimeSpan LeastSilence { get; init; } = TimeSpan.FromHours(6);

    /// <summary>A record that is held out there for longer is worth a look.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "100.00:00:00")]
    public TimeSpan BacklogAge { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Free space of a board's disk below which it is worth a look, in percent.</summary>
    [Range(0, 90)]
    public int DiskFreePercent { get; init; } = 10;

    /// <summary>Charge of a battery that feeds the board, in percent.</summary>
    [Range(0, 90)]
    public int BatteryPercent { get; init; } = 20;

    /// <summary>How far a board's clock may be off.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan ClockOff { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>For how long a fork, a damaged record or a refused certificate keeps a board in view after it last happened.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "90.00:00:00")]
    public TimeSpan EventsFor { get; init; } = TimeSpan.FromDays(7);

    /// <summary>For how many days the history of a board is kept.</summary>
    [Range(60, 400)]
    public int HistoryDays { get; init; } = 90;
}
