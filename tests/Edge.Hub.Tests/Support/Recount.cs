using Edge.Hub.Archive;
using Edge.Hub.Progress;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Tests.Support;

/// <summary>Counts anew what the archive keeps count of.</summary>
internal static class Recount
{
    /// <summary>Says for each board where the numbers that were kept are not those of a recount.</summary>
    public static async Task<IReadOnlyList<string>> DifferencesAsync(IDbContextFactory<HubDb> databases, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var kept = await db.Set<BoardCounts>().AsNoTracking().ToDictionaryAsync(c => c.Node, cancellationToken);
        var records = (await db.Set<ArchivedRecord>().AsNoTracking().ToListAsync(cancellationToken)).ToLookup(r => r.Node);
        var damaged = (await db.Set<DamagedReport>().AsNoTracking().ToListAsync(cancellationToken)).ToLookup(d => d.Node);
        var safeUpTo = await Edge.Hub.Backup.BackupRegistry.SafeUpToAsync(db, cancellationToken);
        var wrong = new List<string>();
        foreach (var node in kept.Keys.Concat(records.Select(r => r.Key)).Concat(damaged.Select(d => d.Key)).Distinct())
        {
            var stored = records[node].Where(r => r.State == RecordState.Stored).ToList();
            var counted = (stored.Count, records[node].Count() - stored.Count, stored.Select(r => r.Sequence).Distinct().Count(), records[node].Select(r => r.Sequence).DefaultIfEmpty().Max(), damaged[node].Count(), stored.Sum(r => r.SealedSize), stored.Count(r => r.SafeSince is null && r.StoredNumber > safeUpTo));
            var c = kept.GetValueOrDefault(node) ?? new BoardCounts { Node = node };
            if (counted != ((int)c.Stored, (int)c.Receiving, (int)c.Numbers, c.Newest, (int)c.Damaged, c.StoredBytes, (int)c.NotSafe)) wrong.Add($"board {node} has {counted}, and what was kept is {(c.Stored, c.Receiving, c.Numbers, c.Newest, c.Damaged, c.StoredBytes, c.NotSafe)}");
        }
        var progress = await new ProgressCheck(databases).RunAsync(cancellationToken);
        wrong.AddRange(progress.Told);
        if (progress.Waiting > 0) wrong.Add($"{progress.Waiting} stored records are counted nowhere");
        return wrong;
    }
}
