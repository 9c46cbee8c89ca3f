using Edge.Hub.Archive;
using Edge.Hub.Backup;
using Edge.Hub.Ingest;
using Edge.Hub.Views.Fleet;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Edge.Hub.Alerts;

/// <summary>What is wrong with the hub itself.</summary>
internal sealed class HubFacts(IngestStatus ingest, IDbContextFactory<HubDb> databases, IOptions<AlertsOptions> options, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private DateTimeOffset _lookedAt;
    private bool _backupIsOld;
    private bool _isInNoCopy;

    // Every record stored under a lower number is in some copy.
    private long _from;

    public async Task<IEnumerable<AlertOf>> ReadAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (now - _lookedAt >= Pause || now < _lookedAt) await LookAsync(now, cancellationToken);
        var causes = new List<AlertOf>();
        if (!ingest.Listens) causes.Add(new AlertOf("", BoardCause.IngestNotListening));
        if (_backupIsOld) causes.Add(new AlertOf("", BoardCause.BackupTooOld));
        if (_isInNoCopy) causes.Add(new AlertOf("", BoardCause.RecordInNoCopy));
        return causes;
    }

    private async Task LookAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var inBackup = await BackupRegistry.SafeUpToAsync(db, cancellationToken);
        (_backupIsOld, _isInNoCopy) = (await IsOldAsync(db, inBackup, now, cancellationToken), await IsInNoCopyAsync(db, inBackup, now, cancellationToken));
        _lookedAt = now;
    }

    // What only an export has is lost with this machine as far as the hub goes: receipts, chains, boards. Before the first backup it counts from the first record on.
    private async Task<bool> IsOldAsync(HubDb db, long inBackup, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!await db.Set<ArchivedRecord>().AnyAsync(r => r.StoredNumber > inBackup, cancellationToken)) return false;
        var since = await db.Set<Copy>().Where(c => c.Kind == CopyKind.Backup && c.ConfirmedAt != null).MaxAsync(c => c.ConfirmedAt, cancellationToken)
            ?? await db.Set<ArchivedRecord>().OrderBy(r => r.Key).Select(r => (DateTimeOffset?)r.FirstSeenAt).FirstOrDefaultAsync(cancellationToken);
        return now - since > options.Value.BackupAge;
    }

    private async Task<bool> IsInNoCopyAsync(HubDb db, long inBackup, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await db.Set<BoardCounts>().SumAsync(c => c.NotSafe, cancellationToken) <= 0) return false;
        var from = Math.Max(_from, inBackup + 1);
        var oldest = await db.Set<ArchivedRecord>().Where(r => r.StoredNumber >= from && r.SafeSince == null).OrderBy(r => r.StoredNumber).Select(r => new { Number = r.StoredNumber!.Value, r.StoredAt }).FirstOrDefaultAsync(cancellationToken);
        if (oldest is null) return false;
        _from = oldest.Number;
        return now - oldest.StoredAt > options.Value.BackupAge;
    }
}
