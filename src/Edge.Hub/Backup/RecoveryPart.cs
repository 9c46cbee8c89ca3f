using Edge.Contracts.Uplink;
using Edge.Hosting;
using Edge.Hub.Archive;
using Edge.Hub.Chains;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Backup;

/// <summary>What a board was asked for again because this archive had lost it, what came, and what can never come.</summary>
internal sealed class RecoveryPart(IDbContextFactory<HubDb> databases) : INodeReportPart
{
    private const int MostRanges = 20;

    public async Task<NodeReportPart> TellAsync(string node, ChainFacts chains, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var restores = await db.Set<Restored>().AsNoTracking().OrderBy(r => r.Epoch).ToListAsync(cancellationToken);
        var (asked, got, toCome) = await AskedAsync(db, node, cancellationToken);
        // While something waits on the board, what is missing may be just that.
        var lost = chains.BacklogRecords > 0 ? [] : Missing(chains, toCome);
        var count = lost.Sum(l => l.Count);

        var lines = restores.Select(r => $"The archive was restored on {r.At:yyyy-MM-dd HH:mm} UTC from backup {r.Copy} of {r.CopyBegunAt:yyyy-MM-dd HH:mm} UTC (archive epoch {r.Epoch}).").ToList();
        if (asked > 0) lines.Add($"Asked back from this board: {asked} records; got back: {got}; still to come: {asked - got}.");
        if (count > 0) lines.Add($"Never to be had from it again: {Counted.Of(count, "record")}, numbers {string.Join(", ", lost.Take(MostRanges).Select(Text))}{(lost.Count > MostRanges ? " and more" : "")}. Nothing waits on the board, and it does not keep them.");
        return new NodeReportPart("recovery", lines, new { Restores = restores, Asked = asked, GotBack = got, Lost = count, LostNumbers = lost });
    }

    private static async Task<(long Asked, long Got, RangeSet ToCome)> AskedAsync(HubDb db, string node, CancellationToken cancellationToken)
    {
        var ranges = new Dictionary<Guid, RangeSet>();
        foreach (var row in await db.Set<AskedBack>().AsNoTracking().Where(a => a.Node == node).ToListAsync(cancellationToken))
        {
            if (!ranges.TryGetValue(row.ChainId, out var of)) ranges[row.ChainId] = of = [];
            of.Add(row.First, row.Last + 1);
        }
        var (asked, got, toCome) = (0L, 0L, new RangeSet());
        foreach (var (chain, of) in ranges)
        {
            // Once for the chain: a board may have been asked for thousands of splinters.
            var (lowest, beyond) = (of.Min(r => r.First), of.Max(r => r.End));
            var here = await db.Set<ArchivedRecord>().Where(r => r.Node == node && r.ChainId == chain && r.Sequence >= lowest && r.Sequence < beyond && r.State == RecordState.Stored)
                .Select(r => r.Sequence).Distinct().OrderBy(s => s).ToListAsync(cancellationToken);
            foreach (var (first, end) in of)
            {
                var stored = Below(here, end) - Below(here, first);
                (asked, got) = (asked + end - first, got + stored);
                if (stored < end - first) toCome.Add(first, end);
            }
        }
        return (asked, got, toCome);
    }

    private static long Below(List<long> sorted, long number)
    {
        var at = sorted.BinarySearch(number);
        return at < 0 ? ~at : at;
    }

    private static List<NumberRange> Missing(ChainFacts facts, RangeSet toCome)
    {
        var missing = new RangeSet();
        foreach (var range in facts.Chains.SelectMany(c => c.Missing)) missing.Add(range.First, range.Last + 1);
        foreach (var range in facts.InNoChain) missing.Add(range.First, range.Last + 1);
        foreach (var (first, end) in toCome) missing.Remove(first, end);
        return [.. missing.Select(m => new NumberRange(m.First, m.End - 1))];
    }

    private static string Text(NumberRange range) => range.Count == 1 ? $"{range.First}" : $"{range.First} to {range.Last}";
}
