using Edge.Hosting;
using Edge.Hub.Archive;
using Edge.Hub.Chains;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Views;

/// <summary>How many of a board's records are stored with a reservation; which ones, `record list --flagged` says.</summary>
internal sealed class FlaggedPart(IDbContextFactory<HubDb> database) : INodeReportPart
{
    private static readonly (RecordFlags Flag, string Words)[] Kinds =
    [
        (RecordFlags.RevokedKey, "signed by a key that was revoked"),
        (RecordFlags.Forked, "in a fork of the chain"),
        (RecordFlags.SameIdOtherDigest, "with a record id that came before with other content"),
    ];

    public async Task<NodeReportPart> TellAsync(string node, ChainFacts chains, CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        var counts = await db.Set<ArchivedRecord>().Where(r => r.Node == node && r.Flags != RecordFlags.None).GroupBy(r => r.Flags)
            .Select(g => new { Flags = g.Key, Count = g.LongCount() }).ToListAsync(cancellationToken);
        var found = Kinds.Select(k => (k.Flag, k.Words, Count: counts.Where(c => c.Flags.HasFlag(k.Flag)).Sum(c => c.Count))).Where(k => k.Count > 0).ToList();
        return new NodeReportPart(
            "flagged",
            [.. found.Select(k => $"{Counted.Of(k.Count, "record")} {k.Words}: 'edge-hub record list --flagged --node {node}' lists them.")],
            found.Select(k => new { k.Flag, k.Count }));
    }
}
