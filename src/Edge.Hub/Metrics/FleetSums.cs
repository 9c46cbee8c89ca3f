using Edge.Hub.Views.Fleet;

namespace Edge.Hub.Metrics;

/// <summary>The fleet in sums. No clock and no I/O.</summary>
internal sealed record FleetSums(IReadOnlyDictionary<BoardState, int> States, int Online, BacklogSum Backlog, DateTimeOffset? Oldest, long Stored, long Receiving, long Gaps, long Damaged, IReadOnlyList<GroupSum> Groups)
{
    /// <summary>The groups that are not told one by one. No group has a name with an underscore.</summary>
    public const string OtherGroups = "other_groups";

    /// <param name="most">Most groups told one by one.</param>
    public static FleetSums Of(IReadOnlyList<FleetRow> rows, int most)
    {
        var groups = rows.GroupBy(r => r.Group, StringComparer.Ordinal).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).ToList();
        var told = groups.Take(most).Select(g => GroupSum.Of(g.Key, [.. g])).OrderBy(g => g.Group, StringComparer.Ordinal).ToList();
        if (groups.Count > most) told.Add(GroupSum.Of(OtherGroups, [.. groups.Skip(most).SelectMany(g => g)]));
        return new FleetSums(CountStates(rows), rows.Count(r => r.Online), BacklogSum.Of(rows), rows.Min(r => r.BacklogOldest), rows.Sum(r => r.Stored), rows.Sum(r => r.Receiving), rows.Sum(r => r.Gaps), rows.Sum(r => r.Damaged), told);
    }

    // Each of them, so that a series does not come and go.
    internal static IReadOnlyDictionary<BoardState, int> CountStates(IReadOnlyList<FleetRow> rows)
    {
        var counts = rows.CountBy(r => r.State).ToDictionary();
        return Enum.GetValues<BoardState>().ToDictionary(s => s, s => counts.GetValueOrDefault(s));
    }
}

/// <summary>What is held out there.</summary>
internal sealed record BacklogSum(long Records, long Bytes)
{
    public static BacklogSum Of(IReadOnlyList<FleetRow> rows) => new(rows.Sum(r => r.BacklogRecords), rows.Sum(r => r.BacklogBytes));
}

/// <summary>One group of boards in sums.</summary>
internal sealed record GroupSum(string Group, IReadOnlyDictionary<BoardState, int> States, BacklogSum Backlog, long Stored)
{
    public static GroupSum Of(string group, IReadOnlyList<FleetRow> rows) => new(group, FleetSums.CountStates(rows), BacklogSum.Of(rows), rows.Sum(r => r.Stored));
}
