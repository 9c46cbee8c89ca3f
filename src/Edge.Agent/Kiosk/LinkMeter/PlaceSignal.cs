namespace Edge.Agent.Kiosk.LinkMeter;

/// <summary>What is known of one place, for the next team: when to go there, and what for.</summary>
/// <param name="Name">As it was written last.</param>
/// <param name="Best">The strongest find there; of several, the newest.</param>
/// <param name="Hours">The hours at which somebody looked, in order; the one that no clock told is last.</param>
/// <param name="Newest">When somebody was there last; null where no clock told.</param>
internal sealed record PlaceSignal(string Name, SignalFind Best, IReadOnlyList<HourSignal> Hours, DateTimeOffset? Newest)
{
    /// <summary>The places, the best first; of equal ones, the one where somebody was last.</summary>
    /// <param name="newestFirst">The finds.</param>
    public static IReadOnlyList<PlaceSignal> Of(IReadOnlyList<SignalFind> newestFirst) =>
    [
        .. newestFirst.GroupBy(f => f.Place, StringComparer.OrdinalIgnoreCase).Select(g => One([.. g])).OrderByDescending(p => p.Best.Bars).ThenByDescending(p => p.Best.Dbm ?? int.MinValue),
    ];

    private static PlaceSignal One(List<SignalFind> finds) => new(finds[0].Place, Strongest(finds),
        [.. finds.GroupBy(f => f.At?.Hour).OrderBy(g => g.Key ?? int.MaxValue).Select(g => new HourSignal(g.Key, g.Min(f => f.Bars), g.Max(f => f.Bars)))],
        finds.Max(f => f.At));

    private static SignalFind Strongest(List<SignalFind> finds) => finds.OrderByDescending(f => f.Bars).ThenByDescending(f => f.Dbm ?? int.MinValue).First();
}

/// <summary>How strong the signal was in one hour of the day, over all days.</summary>
/// <param name="Hour">0 to 23; null where the clock was not to be believed.</param>
/// <param name="Weakest">0 to 4.</param>
/// <param name="Best">0 to 4.</param>
internal sealed record HourSignal(int? Hour, int Weakest, int Best)
{
    /// <summary>Such as 3, or 1–4 where it was not always the same.</summary>
    public string Bars => Weakest == Best ? $"{Best}" : $"{Weakest}–{Best}";
}
