using Edge.Hub.Archive;
using Edge.Hub.Objects;
using Edge.Hub.Releases;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Views.Fleet;

/// <summary>Reads what the archive has of many boards at once; it counts nothing.</summary>
internal sealed class FleetReader(IDbContextFactory<HubDb> databases, ObjectCatalog catalog)
{
    // Incidents of these kinds alone say something of a board's state.
    private static readonly string[] Kinds = ["fork", "damaged-on-board", "revoked"];

    /// <summary>Of every board of which the archive has something.</summary>
    public Task<IReadOnlyDictionary<string, ArchiveFacts>> AllAsync(CancellationToken cancellationToken) => ReadAsync(null, cancellationToken);

    /// <summary>Of these boards; at most some hundreds.</summary>
    public async Task<IReadOnlyDictionary<string, ArchiveFacts>> ReadAsync(IReadOnlyList<string>? only, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var contacts = await db.Set<BoardContact>().AsNoTracking().Where(c => only == null || only.Contains(c.Node)).ToDictionaryAsync(c => c.Node, cancellationToken);
        var counts = await db.Set<BoardCounts>().AsNoTracking().Where(c => only == null || only.Contains(c.Node)).ToDictionaryAsync(c => c.Node, cancellationToken);
        var incidents = (await db.Set<Incident>().AsNoTracking().Where(i => (only == null || only.Contains(i.Node)) && Kinds.Contains(i.Kind))
            .Select(i => new { i.Node, i.Kind, i.LastAt }).ToListAsync(cancellationToken)).ToLookup(i => i.Node, i => KeyValuePair.Create(i.Kind, i.LastAt));
        var nodes = only ?? [.. contacts.Keys.Union(counts.Keys).Union(incidents.Select(i => i.Key))];
        return nodes.ToDictionary(n => n, n => ArchiveFacts.Of(contacts.GetValueOrDefault(n), counts.GetValueOrDefault(n), incidents[n], BoardRelease.Of(catalog.Releases, n, contacts.GetValueOrDefault(n))), StringComparer.Ordinal);
    }
}
