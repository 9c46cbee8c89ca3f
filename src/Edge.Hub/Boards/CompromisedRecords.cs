using Edge.Hub.Archive;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Boards;

/// <summary>Flags what a board sent before anybody knew that its key was no longer its own.</summary>
internal sealed class CompromisedRecords(ArchiveWriter archive)
{
    // So many in a turn: boards that are sending meanwhile wait for no more than that.
    private const int Page = 500;

    /// <summary>Flags every record of the board the hub first saw at that time or later; safe to repeat. By the hub's clock: the board's is whatever a thief sets.</summary>
    public async Task FlagSinceAsync(string node, DateTimeOffset since, CancellationToken cancellationToken)
    {
        List<long> keys;
        await using (var db = await archive.OpenAsync(cancellationToken))
        {
            keys = await db.Set<ArchivedRecord>().Where(r => r.Node == node && r.FirstSeenAt >= since).Select(r => r.Key).ToListAsync(cancellationToken);
        }
        foreach (var page in keys.Chunk(Page))
        {
            await archive.ChangeAsync(db => db.Set<ArchivedRecord>().Where(r => page.Contains(r.Key))
                .ExecuteUpdateAsync(s => s.SetProperty(r => r.Flags, r => r.Flags | RecordFlags.RevokedKey), cancellationToken), cancellationToken);
        }
    }
}
