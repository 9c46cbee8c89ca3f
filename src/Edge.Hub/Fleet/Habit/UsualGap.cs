namespace Edge.Hub.Fleet.Habit;

/// <summary>How long a board is usually away, and when it usually comes back.</summary>
/// <param name="From">The shorter of its usual gaps.</param>
/// <param name="To">The longer of its usual gaps.</param>
/// <param name="Limit">Silent for longer than this is beyond its habit.</param>
/// <param name="Part">The time of day at which it usually comes, where there is one.</param>
/// <param name="Days">The days of the week on which it usually comes; empty where any.</param>
public sealed record UsualGap(TimeSpan From, TimeSpan To, TimeSpan Limit, DayPart? Part, IReadOnlyList<DayOfWeek> Days);

/// <summary>A part of the day in the local time of the place.</summary>
public enum DayPart
{
    Night = 0,
    Morning = 1,
    Noon = 2,
    Afternoon = 3,
    Evening = 4,
}
