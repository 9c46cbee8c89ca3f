using Edge.Hub.Archive;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Audit;

/// <summary>Reads the audit, newest first, in pages by number.</summary>
internal sealed class AuditReader(IDbContextFactory<HubDb> databases)
{
    /// <summary>Most entries of a page.</summary>
    public const int Most = 500;

    /// <param name="target">Null, or whose entries alone.</param>
    /// <param name="before">Null for the newest, or the number of the last entry of the page before.</param>
    /// <param name="limit">How many; at most <see cref="Most"/>.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<IReadOnlyList<AuditView>> ListAsync(string? target, long? before, int limit, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Set<AuditEntry>().AsNoTracking().Where(e => (target == null || e.Target == target) && (before == null || e.Number < before)).OrderByDescending(e => e.Number)
            .Take(Math.Clamp(limit, 1, Most)).Select(e => new AuditView(e.Number, e.At, e.Actor, e.Act, e.Target, e.Detail)).ToListAsync(cancellationToken);
    }
}

/// <summary>An entry of the audit as it is shown.</summary>
public sealed record AuditView(long Number, DateTimeOffset At, string Actor, string Act, string Target, string Detail);
