using Edge.Hub.Archive;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Nodes;

/// <summary>Flags what a board sent before anybody knew that its key was no longer its own.</summary>
internal sealed class CompromisedRecords(IDbContextFactory<HubDb> database)
{
    /// <summary>Flags every record of the board the hub first saw at that time or later; safe to repeat. By the hub's clock: the board's is whatever a thief sets.</summary>
    public async Task FlagSinceAsync(string node, DateTimeOffset since, CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        await db.Set<ArchivedRecord>().Where(r => r.Node == node && r.FirstSeenAt >= since)
            .ExecuteUpdateAsync(s => s.SetProperty(r => r.Flags, r => r.Flags | RecordFlags.RevokedKey), cancellationToken);
    }
}
