using Edge.Hub.Archive;
using Edge.Hub.Boards;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Views;

/// <summary>Reads what the first page and `status` show.</summary>
internal sealed class Overview(IDbContextFactory<HubDb> database, TimeProvider time)
{
    public async Task<IReadOnlyList<BoardOverview>> ReadAsync(CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        var nodes = await db.Set<Node>().AsNoTracking().OrderBy(n => n.Name).ToListAsync(cancellationToken);
        var contacts = await db.Set<BoardContact>().AsNoTracking().ToDictionaryAsync(c => c.Node, cancellationToken);
        var counts = await db.Set<BoardCounts>().AsNoTracking().ToDictionaryAsync(c => c.Node, cancellationToken);
        var incidents = (await db.Set<Incident>().AsNoTracking().OrderByDescending(i => i.LastAt).ToListAsync(cancellationToken)).ToLookup(i => i.Node);
        var now = time.GetUtcNow();

        return [.. nodes.Select(node =>
        {
            contacts.TryGetValue(node.Name, out var contact);
            counts.TryGetValue(node.Name, out var r);
            var head = Math.Max(contact?.HeadSequence ?? 0, r?.Newest ?? 0);
            var lost = r?.Damaged ?? 0;
            // What the chain names, and neither the archive has nor the board announces nor reports as damaged.
            var gaps = Math.Max(0, head - (r?.Numbers ?? 0) - (contact?.BacklogRecords ?? 0) - lost);
            return new BoardOverview(node.Name, node.Group, node.RevokedAt is not null,
                contact?.HeardAt is not { } heard ? null : now > heard ? now - heard : TimeSpan.Zero,
                r?.Stored ?? 0, r?.Receiving ?? 0, contact?.BacklogRecords ?? 0, contact?.BacklogBytes ?? 0, head, gaps, lost,
                contact?.Version ?? "", [.. incidents[node.Name].Select(i => $"{i.Kind} ×{i.Count}: {i.Detail}")]);
        })];
    }
}

/// <summary>One board on the first page. Ages are since the hub last heard it; nothing is shown as current that is not.</summary>
internal sealed record BoardOverview(string Node, string Group, bool Revoked, TimeSpan? LastContactAge, long Stored, long Receiving,
    long BacklogRecords, long BacklogBytes, long HeadSequence, long ChainGaps, long Damaged, string Version, IReadOnlyList<string> Incidents);
