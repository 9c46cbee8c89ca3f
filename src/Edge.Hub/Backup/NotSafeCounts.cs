using Edge.Hub.Archive;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Backup;

/// <summary>Keeps <see cref="BoardCounts.NotSafe"/> with what makes records safe, in the same transaction.</summary>
internal static class NotSafeCounts
{
    /// <summary>A backup was confirmed: what is left is what was stored after it was begun, by the index of stored numbers alone.</summary>
    public static Task SetAsync(HubDb db, long safeUpTo, CancellationToken cancellationToken) => db.Database.ExecuteSqlAsync($"""
        WITH "Left" AS (SELECT "Node", COUNT(*) AS "Count" FROM "Records" WHERE "StoredNumber" > {safeUpTo} AND "SafeSince" IS NULL GROUP BY "Node")
        UPDATE "BoardCounts" SET "NotSafe" = COALESCE((SELECT "Count" FROM "Left" WHERE "Left"."Node" = "BoardCounts"."Node"), 0)
        """, cancellationToken);

    /// <summary>These records are about to become safe by an export's list.</summary>
    public static async Task TakeAwayAsync(HubDb db, IReadOnlyCollection<byte[]> manifestDigests, long safeUpTo, CancellationToken cancellationToken)
    {
        var nodes = await db.Set<ArchivedRecord>().Where(r => r.State == RecordState.Stored && manifestDigests.Contains(r.ManifestDigest) && r.SafeSince == null && r.StoredNumber > safeUpTo)
            .GroupBy(r => r.Node).Select(g => new { Node = g.Key, Count = g.LongCount() }).ToListAsync(cancellationToken);
        foreach (var of in nodes) await BoardCounts.AddAsync(db, new BoardCounts { Node = of.Node, NotSafe = -of.Count }, cancellationToken);
    }
}
