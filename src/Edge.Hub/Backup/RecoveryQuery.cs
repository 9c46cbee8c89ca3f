using Edge.Contracts.Uplink;
using Edge.Hub.Archive;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Backup;

/// <summary>Counts what was asked back from a board, what came, and what is nowhere.</summary>
internal sealed class RecoveryQuery(IDbContextFactory<HubDb> databases)
{
    private const int MostGaps = 1000;

    public async Task<RecoveryView> OfAsync(string node, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var restores = await db.Set<Restored>().AsNoTracking().OrderBy(r => r.Epoch).Select(r => new RestoreView(r.Epoch, r.At, r.Copy, r.CopyBegunAt)).ToListAsync(cancellationToken);
        var asked = await AskedAsync(db, node, cancellationToken);
        var contact = await db.Set<BoardContact>().AsNoTracking().SingleOrDefaultAsync(c => c.Node == node, cancellationToken);
        var got = 0L;
        foreach (var (chain, ranges) in asked) foreach (var (first, end) in ranges) got += await StoredAsync(db, node, chain, first, end, cancellationToken);
        var missing = await MissingAsync(db, node, contact?.HeadSequence ?? 0, asked.Values, cancellationToken);
        return new RecoveryView(restores, asked.Values.Sum(r => r.Covered), got, missing, contact?.BacklogRecords ?? 0);
    }

    private static async Task<Dictionary<Guid, RangeSet>> AskedAsync(HubDb db, string node, CancellationToken cancellationToken)
    {
        var asked = new Dictionary<Guid, RangeSet>();
        foreach (var row in await db.Set<AskedBack>().AsNoTracking().Where(a => a.Node == node).ToListAsync(cancellationToken))
        {
            if (!asked.TryGetValue(row.ChainId, out var ranges)) asked[row.ChainId] = ranges = [];
            ranges.Add(row.First, row.Last + 1);
        }
        return asked;
    }

    private static Task<long> StoredAsync(HubDb db, string node, Guid chain, long first, long end, CancellationToken cancellationToken) =>
        db.Set<ArchivedRecord>().Where(r => r.Node == node && r.Sequence >= first && r.Sequence < end && r.ChainId == chain && r.State == RecordState.Stored)
            .Select(r => r.Sequence).Distinct().LongCountAsync(cancellationToken);

    private static async Task<IReadOnlyList<NumberRange>> MissingAsync(HubDb db, string node, long head, IEnumerable<RangeSet> asked, CancellationToken cancellationToken)
    {
        // From the index (Node, Sequence, State) alone.
        var gaps = await db.Database.SqlQuery<Gap>($"""
            SELECT Before + 1 AS First, Sequence AS End FROM (
                SELECT Sequence, LAG(Sequence, 1, 0) OVER (ORDER BY Sequence) AS Before FROM Records WHERE Node = {node} AND State = {(int)RecordState.Stored})
            WHERE Sequence > Before + 1 ORDER BY First LIMIT {MostGaps}
            """).ToListAsync(cancellationToken);
        var last = await db.Set<ArchivedRecord>().Where(r => r.Node == node && r.State == RecordState.Stored).MaxAsync(r => (long?)r.Sequence, cancellationToken) ?? 0;
        var missing = new RangeSet();
        foreach (var gap in gaps) missing.Add(gap.First, gap.End);
        missing.Add(last + 1, head + 1);
        foreach (var (first, end) in asked.SelectMany(r => r)) missing.Remove(first, end);
        return [.. missing.Select(r => new NumberRange(r.First, r.End - 1))];
    }

    private sealed record Gap(long First, long End);
}
