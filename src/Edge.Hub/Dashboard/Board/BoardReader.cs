using Edge.Hub.Archive;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Dashboard.Board;

/// <summary>Reads what the page of one board lists, in pages by key; it counts nothing.</summary>
internal sealed class BoardReader(IDbContextFactory<HubDb> databases)
{
    public const int PageSize = 25;
    private const int MostIncidents = 50;

    /// <summary>Records in the order in which they came, the newest first.</summary>
    /// <param name="node">Whose.</param>
    /// <param name="before">Null for the newest, or the key of the last of the page before.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<IReadOnlyList<RecordLine>> RecordsAsync(string node, long? before, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Set<ArchivedRecord>().AsNoTracking().Where(r => r.Node == node && (before == null || r.Key < before)).OrderByDescending(r => r.Key).Take(PageSize)
            .Select(r => new RecordLine(r.Key, r.Sequence, r.Kind, r.Outcome, r.SealedSize, r.AcceptedAt, r.StoredAt, r.Path, r.Carrier, r.Flags != RecordFlags.None)).ToListAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<IncidentLine>> IncidentsAsync(string node, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Set<Incident>().AsNoTracking().Where(i => i.Node == node).OrderByDescending(i => i.LastAt).Take(MostIncidents)
            .Select(i => new IncidentLine(i.Kind, i.Detail, i.Count, i.LastAt)).ToListAsync(cancellationToken);
    }
}

/// <summary>A record in a list; nothing of it is personal.</summary>
internal sealed record RecordLine(long Key, long Sequence, string Kind, string Outcome, long SizeBytes, DateTimeOffset AcceptedAt, DateTimeOffset? StoredAt, string Path, string Carrier, bool Flagged);

/// <summary>What was refused of a board, or was odd.</summary>
internal sealed record IncidentLine(string Kind, string Detail, long Count, DateTimeOffset LastAt);
