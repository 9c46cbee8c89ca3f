using Edge.Hub.Archive;
using Edge.Hub.Boards;
using Edge.Hub.Views.Fleet;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Views;

/// <summary>Reads what `status` shows.</summary>
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
            var facts = ArchiveFacts.Of(contacts.GetValueOrDefault(node.Name), counts.GetValueOrDefault(node.Name), []);
            return new BoardOverview(node.Name, node.Group, node.RevokedAt is not null,
                facts.HeardAt is not { } heard ? null : now > heard ? now - heard : TimeSpan.Zero,
                facts.Stored, facts.Receiving, facts.BacklogRecords, facts.BacklogBytes, facts.Head, facts.Gaps, facts.Damaged,
                facts.Version, [.. incidents[node.Name].Select(i => $"{i.Kind} ×{i.Count}: {i.Detail}")]);
        })];
    }
}

/// <summary>One board in `status`. Ages are since the hub last heard it; nothing is shown as current that is not.</summary>
internal sealed record BoardOverview(string Node, string Group, bool Revoked, TimeSpan? LastContactAge, long Stored, long Receiving,
    long BacklogRecords, long BacklogBytes, long HeadSequence, long ChainGaps, long Damaged, string Version, IReadOnlyList<string> Incidents);
