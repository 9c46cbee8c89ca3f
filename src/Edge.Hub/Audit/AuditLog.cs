using Edge.Hub.Archive;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Audit;

/// <summary>Writes down who did what, in the same transaction as the act.</summary>
internal sealed class AuditLog(ArchiveWriter archive, TimeProvider time)
{
    private const int LongestDetail = 500;

    /// <summary>Adds an entry to the transaction that is open on <paramref name="db"/>, whose caller has the archive's turn.</summary>
    public Task AppendAsync(HubDb db, Actor actor, string act, string target, string detail, CancellationToken cancellationToken) => AppendAsync(db, time.GetUtcNow(), actor, act, target, detail, cancellationToken);

    /// <summary>As <see cref="AppendAsync(HubDb, Actor, string, string, string, CancellationToken)"/>, for a database that no hub runs on.</summary>
    public static async Task AppendAsync(HubDb db, DateTimeOffset now, Actor actor, string act, string target, string detail, CancellationToken cancellationToken)
    {
        // Of this transaction, entries not saved yet among them.
        var last = db.Set<AuditEntry>().Local.MaxBy(e => e.Number) ?? await db.Set<AuditEntry>().AsNoTracking().OrderByDescending(e => e.Number).FirstOrDefaultAsync(cancellationToken);
        var (number, previous) = ((last?.Number ?? 0) + 1, last?.Digest ?? new byte[32]);
        var at = DateTimeOffset.FromUnixTimeMilliseconds(now.ToUnixTimeMilliseconds());
        if (detail.Length > LongestDetail) detail = detail[..LongestDetail];
        db.Add(new AuditEntry { Number = number, At = at, Actor = actor.Name, Act = act, Target = target, Detail = detail, Previous = previous, Digest = AuditEntry.DigestOf(number, at, actor.Name, act, target, detail, previous) });
    }

    /// <summary>Adds an entry by itself, for an act that changes nothing of the archive.</summary>
    public Task NoteAsync(Actor actor, string act, string target, string detail, CancellationToken cancellationToken) => archive.ChangeAsync(async db =>
    {
        await AppendAsync(db, actor, act, target, detail, cancellationToken);
        return true;
    }, cancellationToken);
}
