using Edge.Hub.Archive;
using Edge.Hub.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Backup;

/// <summary>Which copies of the archive there are and which records they make safe. Boards are told the newest confirmed number.</summary>
internal sealed partial class CopyBook(IDbContextFactory<HubDb> databases, TimeProvider time, ILogger<CopyBook> logger)
{
    private long _confirmed;

    /// <summary>Number of the newest confirmed copy; 0 where there is none.</summary>
    public ulong Confirmed => (ulong)Interlocked.Read(ref _confirmed);

    /// <summary>Reads what is known; once, before anything else is asked.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        Interlocked.Exchange(ref _confirmed, await db.Set<Copy>().Where(c => c.ConfirmedAt != null).MaxAsync(c => (long?)c.Number, cancellationToken) ?? 0);
    }

    /// <summary>Gives a backup its number and puts the records stored until now under it: whatever is copied from here on holds them.</summary>
    public Task<long> BeginBackupAsync(CancellationToken cancellationToken) => ChangeAsync(async db =>
    {
        var number = await NextAsync(db, cancellationToken);
        db.Add(new Copy { Number = number, Kind = CopyKind.Backup, BegunAt = time.GetUtcNow() });
        await db.SaveChangesAsync(cancellationToken);
        await db.Set<ArchivedRecord>().Where(r => r.CoveredBy == null && r.State == RecordState.Stored)
            .ExecuteUpdateAsync(r => r.SetProperty(x => x.CoveredBy, number), cancellationToken);
        return number;
    }, cancellationToken);

    /// <summary>The backup's file is written and was read back.</summary>
    public Task FinishBackupAsync(long number, byte[] fileDigest, long records, CancellationToken cancellationToken) => ChangeAsync(async db =>
    {
        var copy = await db.Set<Copy>().SingleOrDefaultAsync(c => c.Number == number && c.FinishedAt == null, cancellationToken)
            ?? throw new HubException($"no backup number {number} is being written");
        (copy.FinishedAt, copy.FileDigest, copy.Records) = (time.GetUtcNow(), fileDigest, records);
        await db.SaveChangesAsync(cancellationToken);
        return number;
    }, cancellationToken);

    /// <summary>Someone says that this backup is away from this machine: what it holds is safe, and boards may delete it.</summary>
    /// <exception cref="HubException">The file is no backup of this archive as it is now.</exception>
    public Task<CopyView> ConfirmBackupAsync(byte[] fileDigest, CancellationToken cancellationToken) => ChangeAsync(async db =>
    {
        var copy = await db.Set<Copy>().SingleOrDefaultAsync(c => c.FileDigest == fileDigest && c.Kind == CopyKind.Backup, cancellationToken)
            ?? throw new HubException("this file is no backup of this archive: its SHA-256 is not among the finished backups (was it changed, or made before a restore?)");
        var now = time.GetUtcNow();
        await db.Set<ArchivedRecord>().Where(r => r.SafeSince == null && r.CoveredBy <= copy.Number)
            .ExecuteUpdateAsync(r => r.SetProperty(x => x.SafeSince, now), cancellationToken);
        copy.ConfirmedAt ??= now;
        await db.SaveChangesAsync(cancellationToken);
        return await ViewAsync(db, copy, cancellationToken);
    }, cancellationToken);

    /// <summary>Someone says that these records were exported and the export is away from this machine.</summary>
    public Task<CopyView> ConfirmExportAsync(byte[] fileDigest, IReadOnlyCollection<byte[]> manifestDigests, CancellationToken cancellationToken) => ChangeAsync(async db =>
    {
        var now = time.GetUtcNow();
        var copy = await db.Set<Copy>().SingleOrDefaultAsync(c => c.FileDigest == fileDigest && c.Kind == CopyKind.Export, cancellationToken);
        if (copy is null) db.Add(copy = new Copy { Number = await NextAsync(db, cancellationToken), Kind = CopyKind.Export, BegunAt = now, FinishedAt = now, FileDigest = fileDigest, ConfirmedAt = now });
        var found = 0;
        foreach (var some in manifestDigests.Chunk(500))
        {
            found += await db.Set<ArchivedRecord>().Where(r => r.State == RecordState.Stored && some.Contains(r.ManifestDigest))
                .ExecuteUpdateAsync(r => r.SetProperty(x => x.SafeSince, x => x.SafeSince ?? now), cancellationToken);
        }
        copy.Records = found;
        await db.SaveChangesAsync(cancellationToken);
        return await ViewAsync(db, copy, cancellationToken);
    }, cancellationToken);

    private async Task<T> ChangeAsync<T>(Func<HubDb, Task<T>> change, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var result = await change(db);
        await transaction.CommitAsync(cancellationToken);
        if (result is CopyView view)
        {
            await LoadAsync(CancellationToken.None);
            LogConfirmed(view.Number, view.Kind, view.Records, view.NotSafe);
        }
        return result;
    }

    private static async Task<CopyView> ViewAsync(HubDb db, Copy copy, CancellationToken cancellationToken) => new(copy.Number, copy.Kind, copy.Records,
        await db.Set<ArchivedRecord>().LongCountAsync(r => r.State == RecordState.Stored && r.SafeSince == null, cancellationToken));

    private static async Task<long> NextAsync(HubDb db, CancellationToken cancellationToken) =>
        1 + (await db.Set<Copy>().MaxAsync(c => (long?)c.Number, cancellationToken) ?? 0);

    [LoggerMessage(LogLevel.Information, "Copy {Number} ({Kind}) is confirmed to be away from this machine: {Records} records in it, boards may delete them; {NotSafe} stored records are in no confirmed copy")]
    private partial void LogConfirmed(long number, CopyKind kind, long records, long notSafe);
}
