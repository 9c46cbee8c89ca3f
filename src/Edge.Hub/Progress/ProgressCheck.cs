using Edge.Hub.Archive;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Progress;

/// <summary>Counts anew what is kept count of, and says where the two differ. Reads every record's row: for a command, not for a page.</summary>
internal sealed class ProgressCheck(IDbContextFactory<HubDb> databases)
{
    private const int MostTold = 20;

    public async Task<ProgressCheckReport> RunAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        // One view of the archive, whatever is stored meanwhile.
        await using var transaction = await db.Database.BeginTransactionAsync(System.Data.IsolationLevel.Serializable, cancellationToken);
        var counted = await db.Set<ArchivedRecord>().Where(r => r.State == RecordState.Stored && r.Counted > 0).GroupBy(r => r.Counted!.Value).Select(g => new { g.Key, Count = g.LongCount() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        var waiting = await db.Set<ArchivedRecord>().LongCountAsync(r => r.State == RecordState.Stored && r.Counted == null, cancellationToken);
        var kept = await db.Set<ProgressCount>().AsNoTracking().ToListAsync(cancellationToken);
        var wrong = kept.Where(c => c.Count != counted.GetValueOrDefault(c.Id)).Select(c => $"board {c.Node}, {Day(c.Day)}, {c.Kind} {c.Outcome}: {c.Count} kept, {counted.GetValueOrDefault(c.Id)} counted").ToList();
        var areas = await db.Set<AreaCount>().AsNoTracking().ToDictionaryAsync(c => (c.Area, c.Day, c.Kind, c.Outcome), c => c.Count, cancellationToken);
        var sums = kept.SelectMany(c => new[] { (Key: (c.Area, c.Day, c.Kind, c.Outcome), c.Count), (Key: (c.Area, Day: AreaCount.AllDays, c.Kind, c.Outcome), c.Count) }).GroupBy(c => c.Key).ToDictionary(g => g.Key, g => g.Sum(c => c.Count));
        wrong.AddRange(areas.Keys.Union(sums.Keys).Where(k => areas.GetValueOrDefault(k) != sums.GetValueOrDefault(k)).Select(k => $"area {k.Area}, {Day(k.Day)}, {k.Kind} {k.Outcome}: {areas.GetValueOrDefault(k)} kept, {sums.GetValueOrDefault(k)} summed"));
        return new ProgressCheckReport(counted.Values.Sum(), waiting, wrong.Count, [.. wrong.Take(MostTold)]);
    }

    private static string Day(int day) => day == AreaCount.AllDays ? "all days" : DateOnly.FromDayNumber(day).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>What a recount found.</summary>
/// <param name="Waiting">Stored and not counted yet.</param>
/// <param name="Wrong">How many counts are other than a recount.</param>
/// <param name="Told">The first of them in words.</param>
internal sealed record ProgressCheckReport(long Records, long Waiting, int Wrong, IReadOnlyList<string> Told);
