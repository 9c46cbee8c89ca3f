namespace Edge.Agent.Kiosk.Settings;

/// <summary>A time when officers mean to be here: on days of the week, or on one date, which then has no other.</summary>
internal sealed class HoursOptions
{
    /// <summary>The days of the week it is for.</summary>
    public IReadOnlyList<DayOfWeek> Days { get; init; } = [];

    /// <summary>The one date it is for.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>From when; the same as <see cref="To"/> on a date when nobody is here.</summary>
    public TimeOnly From { get; init; }

    /// <summary>Until when, on the same day.</summary>
    public TimeOnly To { get; init; }
}
