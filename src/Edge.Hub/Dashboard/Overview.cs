using Edge.Hub.Archive;
using Edge.Hub.Nodes;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Dashboard;

/// <summary>Reads what the first page and `status` show.</summary>
internal sealed class Overview(IDbContextFactory<HubDb> database, TimeProvider time)
{
    public async Task<IReadOnlyList<BoardOverview>> ReadAsync(CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        var nodes = await db.Set<Node>().AsNoTracking().OrderBy(n => n.Name).ToListAsync(cancellationToken);
        var contacts = await db.Set<BoardContact>().AsNoTracking().ToDictionaryAsync(c => c.Node, cancellationToken);
        var records = await db.Set<ArchivedRecord>().AsNoTracking().GroupBy(r => r.Node).Select(g => new
        {
            Node = g.Key,
            Stored = g.LongCount(r => r.State == RecordState.Stored),
            Receiving = g.LongCount(r => r.State == RecordState.Receiving),
            Sequences = g.Where(r => r.State == RecordState.Stored).Select(r => r.Sequence).Distinct().LongCount(),
            Newest = g.Max(r => r.Sequence),
        }).ToDictionaryAsync(g => g.Node, cancellationToken);
        var damaged = await db.Set<DamagedReport>().GroupBy(d => d.Node).Select(g => new { g.Key, Count = g.LongCount() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        var incidents = (await db.Set<Incident>().AsNoTracking().OrderByDescending(i => i.LastAt).ToListAsync(cancellationToken)).ToLookup(i => i.Node);
        var now = time.GetUtcNow();

        return [.. nodes.Select(node =>
        {
            contacts.TryGetValue(node.Name, out var contact);
            records.TryGetValue(node.Name, out var r);
            var head = Math.Max(contact?.HeadSequence ?? 0, r?.Newest ?? 0);
            var lost = damaged.GetValueOrDefault(node.Name);
            // What the chain names, and neither the archive has nor the board announces nor reports as damaged.
            var gaps = Math.Max(0, head - (r?.Sequences ?? 0) - (contact?.BacklogRecords ?? 0) - lost);
            return new BoardOverview(node.Name, node.Group, node.RevokedAt is not null,
                contact?.HeardAt is not { } heard ? null : now > heard ? now - heard : TimeSpan.Zero,
                r?.Stored ?? 0, r?.Receiving ?? 0, contact?.BacklogRecords ?? 0, contact?.BacklogBytes ?? 0, head, gaps, lost,
                contact?.Version ?? "", [.. incidents[node.Name].Select(i => $"{i.Kind} ×{i.Count}: {i.Detail}")]);
        })];
    }
}
