using Edge.Hub.Archive;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Chains;

/// <summary>Reads what there is of a board's chains, from indexes alone: a board may have made 100,000 records in thousands of chains.</summary>
internal sealed class ChainReader(IDbContextFactory<HubDb> database)
{
    /// <summary>Chains that are listed one by one; of older ones a sum.</summary>
    internal const int MostChains = 2_000;
    private const int MostHoles = 1_000;
    private const int MostForked = 200;

    private const string Holes = """
        SELECT "ChainId", "Sequence" + 1 AS "First", "Next" - 1 AS "Last" FROM (
            SELECT "ChainId", "Sequence", LEAD("Sequence") OVER (PARTITION BY "ChainId" ORDER BY "Sequence") AS "Next" FROM "Records" WHERE "Node" = {0}) AS "Pairs"
        WHERE "Next" > "Sequence" + 1
        """;

    public async Task<ChainFacts> ReadAsync(string node, CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        var contact = await db.Set<BoardContact>().AsNoTracking().SingleOrDefaultAsync(c => c.Node == node, cancellationToken);
        var holes = await db.Database.SqlQueryRaw<Hole>(Holes, node).OrderByDescending(h => h.First).Take(MostHoles).ToListAsync(cancellationToken);
        var damaged = await db.Set<DamagedReport>().Where(d => d.Node == node).Select(d => d.Sequence).Distinct().ToListAsync(cancellationToken);
        var ledger = new ChainLedger(holes.ToLookup(h => h.ChainId), [.. damaged], MostChains);

        var promises = await db.Set<Chain>().AsNoTracking().Where(c => c.Node == node).ToDictionaryAsync(c => c.ChainId, cancellationToken);
        var known = await db.Set<ArchivedRecord>().Where(r => r.Node == node).GroupBy(r => r.ChainId).Select(g => new ChainCount(
            g.Key, g.Min(r => r.Sequence), g.Max(r => r.Sequence), g.Select(r => r.Sequence).Distinct().LongCount(),
            g.LongCount(r => r.State == RecordState.Stored), g.LongCount(r => r.State == RecordState.Receiving))).ToListAsync(cancellationToken);
        var seen = known.Select(k => k.ChainId).ToHashSet();
        known.AddRange(promises.Values.Where(p => !seen.Contains(p.ChainId)).Select(p => new ChainCount(p.ChainId, p.FirstSequence, p.FirstSequence - 1, 0, 0, 0)));
        foreach (var chain in known.OrderBy(k => k.First).ThenBy(k => k.Last)) ledger.Add(chain, promises.GetValueOrDefault(chain.ChainId));
        ledger.End(contact?.HeadSequence ?? 0);

        return new ChainFacts(ledger.Stored, ledger.Receiving, ledger.Missing, contact?.HeardAt, contact?.BacklogRecords ?? 0, ledger.Older,
            [.. ledger.Chains], ledger.InNoChain, await ForksAsync(db, node, cancellationToken), await BeginningsAsync(db, node, cancellationToken));
    }

    private static async Task<List<Fork>> ForksAsync(HubDb db, string node, CancellationToken cancellationToken)
    {
        var rows = await db.Set<ArchivedRecord>().AsNoTracking().Where(r => r.Node == node && r.Flags != RecordFlags.None && (r.Flags & RecordFlags.Forked) != 0)
            .OrderByDescending(r => r.Key).Take(MostForked).Select(r => new Forked(new ForkSide(r.ChainId, r.Sequence, r.RecordId), r.PreviousDigest)).ToListAsync(cancellationToken);
        var forks = rows.GroupBy(r => (r.Side.ChainId, r.Side.Sequence)).Where(g => g.Count() > 1).Select(g => Of(ForkKind.OneNumber, g)).ToList();
        forks.AddRange(rows.GroupBy(r => Convert.ToHexString(r.PreviousDigest)).Where(g => g.Select(r => (r.Side.ChainId, r.Side.Sequence)).Distinct().Count() > 1)
            .Select(g => Of(g.Key.Length == 0 ? ForkKind.OneBeginning : ForkKind.OnePredecessor, g)));
        var told = forks.SelectMany(f => f.Sides).ToHashSet();
        forks.AddRange(rows.Where(r => !told.Contains(r.Side)).Select(r => Of(ForkKind.HeadOnly, [r])));
        return [.. forks.OrderBy(f => f.Sides[0].Sequence)];
    }

    private static Fork Of(ForkKind kind, IEnumerable<Forked> rows) => new([.. rows.Select(r => r.Side).OrderBy(s => s.Sequence).ThenBy(s => s.ChainId)], kind);

    private static Task<List<Guid>> BeginningsAsync(HubDb db, string node, CancellationToken cancellationToken) => db.Set<ArchivedRecord>()
        .Where(r => r.Node == node && r.PreviousDigest == Array.Empty<byte>() && (r.Flags & RecordFlags.Forked) == 0)
        .OrderBy(r => r.Key).Select(r => r.ChainId).Take(50).ToListAsync(cancellationToken);

    private sealed record Forked(ForkSide Side, byte[] PreviousDigest);
}
