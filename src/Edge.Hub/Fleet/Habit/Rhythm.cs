namespace Edge.Hub.Fleet.Habit;

/// <summary>What was learned of one board, or of a group.</summary>
/// <param name="All">Whatever the day.</param>
/// <param name="ByDay">After it was last heard on that day of the week, Sunday first; null where that makes no difference, or too little is known.</param>
/// <param name="Part">When it usually comes.</param>
/// <param name="Days">On which days it usually comes.</param>
internal sealed record Rhythm(GapRange All, GapRange?[] ByDay, DayPart? Part, DayOfWeek[] Days)
{
    /// <summary>What is usual after a contact at that local time.</summary>
    public UsualGap After(DateTimeOffset lastContact)
    {
        var range = ByDay.ElementAtOrDefault((int)lastContact.DayOfWeek) ?? All;
        return new UsualGap(range.From, range.To, range.Limit, Part, Days);
    }
}

/// <summary>Gaps as they usually are.</summary>
internal sealed record GapRange(TimeSpan From, TimeSpan To, TimeSpan Limit);
