using System.Globalization;
using Edge.Hub.Archive;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Backup;

/// <summary>
/// Which copies of the archive there are and which records they make safe. A backup holds a whole stretch of what was stored, so beginning and confirming one
/// changes a single row, however large the archive is. An export's list comes page by page. Boards are told the newest confirmed number.
/// </summary>
internal sealed partial class BackupRegistry(ArchiveWriter archive, TimeProvider time, ILogger<BackupRegistry> logger)
{
    private volatile Known _known = new(0, 0);

    /// <summary>Number of the newest confirmed copy; 0 where there is none.</summary>
    public ulong Confirmed => (ulong)_known.Confirmed;

    /// <summary>Records stored under this number or a lower one are in a confirmed backup.</summary>
    public long SafeUpTo => _known.SafeUpTo;

    /// <summary>Reads what is known; once, before anything else is asked.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        await using var db = await archive.OpenAsync(cancellationToken);
        _known = new Known(await db.Set<Copy>().Where(c => c.ConfirmedAt != null).MaxAsync(c => (long?)c.Number, cancellationToken) ?? 0, await SafeUpToAsync(db, cancellationToken));
    }

    /// <summary>The same as <see cref="SafeUpTo"/>, as it stands in a database.</summary>
    public static async Task<long> SafeUpToAsync(HubDb db, CancellationToken cancellationToken) =>
        await db.Set<Copy>().Where(c => c.ConfirmedAt != null).MaxAsync(c => (long?)c.UpTo, cancellationToken) ?? 0;

    /// <summary>The highest number under which a record was stored, or might have been when a backup was begun: none is used twice, or a record stored again would pass for one that a backup holds.</summary>
    public static async Task<long> LastStoredAsync(HubDb db, CancellationToken cancellationToken) => Math.Max(
        Math.Max(await db.Set<ArchivedRecord>().MaxAsync(r => r.StoredNumber, cancellationToken) ?? 0, await db.Set<Copy>().MaxAsync(c => (long?)c.UpTo, cancellationToken) ?? 0),
        long.TryParse(await HubSetting.ReadAsync(db, HubSetting.TakenBackNumber, cancellationToken), NumberStyles.None, CultureInfo.InvariantCulture, out var taken) ? taken : 0);

    /// <summary>A record that was stored under this number is taken back: the number stays used, or a follower that has passed it would never see who gets it next.</summary>
    public static async Task KeepNumberAsync(HubDb db, long number, CancellationToken cancellationToken)
    {
        var value = Math.Max(number, await LastStoredAsync(db, cancellationToken)).ToString(CultureInfo.InvariantCulture);
        await HubSetting.PutAsync(db, HubSetting.TakenBackNumber, value, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Gives a backup its number. Whatever is copied from here on holds the records stored until now.</summary>
    public Task<long> BeginBackupAsync(CancellationToken cancellationToken) => archive.ChangeAsync(async db =>
    {
        var copy = new Copy { Number = await NextAsync(db, cancellationToken), Kind = CopyKind.Backup, BegunAt = time.GetUtcNow(), UpTo = await LastStoredAsync(db, cancellationToken) };
        db.Add(copy);
        return copy.Number;
    }, cancellationToken);

    /// <summary>The backup's file is written and was read back.</summary>
    public Task FinishBackupAsync(long number, byte[] fileDigest, long records, CancellationToken cancellationToken) => archive.ChangeAsync(async db =>
    {
        var copy = await db.Set<Copy>().SingleOrDefaultAsync(c => c.Number == number && c.FinishedAt == null, cancellationToken)
            ?? throw new HubException($"no backup number {number} is being written");
        (copy.FinishedAt, copy.FileDigest, copy.Records) = (time.GetUtcNow(), fileDigest, records);
        return number;
    }, cancellationToken);

    /// <summary>Someone says that this backup is away from this machine: what it holds is safe, and boards may delete it.</summary>
    /// <exception cref="HubException">The file is no backup of this archive as it is now.</exception>
    public async Task<CopyView> ConfirmBackupAsync(byte[] fileDigest, CancellationToken cancellationToken)
    {
        var copy = await archive.ChangeAsync(async db =>
        {
            var known = await db.Set<Copy>().SingleOrDefaultAsync(c => c.FileDigest == fileDigest && c.Kind == CopyKind.Backup, cancellationToken)
                ?? throw new HubException("this file is no backup of this archive: its SHA-256 is not among the finished backups (was it changed, or made before a restore?)");
            if (known.ConfirmedAt is not null) return known;
            known.ConfirmedAt = time.GetUtcNow();
            await db.SaveChangesAsync(cancellationToken);
            await NotSafeCounts.SetAsync(db, await SafeUpToAsync(db, cancellationToken), cancellationToken);
            return known;
        }, cancellationToken);
        return await ConfirmedAsync(copy, cancellationToken);
    }

    /// <summary>Someone says that an export is away from this machine; its list follows page by page. Safe to begin again after an interruption.</summary>
    public Task<long> BeginExportAsync(byte[] fileDigest, CancellationToken cancellationToken) => archive.ChangeAsync(async db =>
    {
        var now = time.GetUtcNow();
        var copy = await db.Set<Copy>().SingleOrDefaultAsync(c => c.FileDigest == fileDigest && c.Kind == CopyKind.Export, cancellationToken);
        if (copy is null) db.Add(copy = new Copy { Number = await NextAsync(db, cancellationToken), Kind = CopyKind.Export, BegunAt = now, FinishedAt = now, FileDigest = fileDigest });
        copy.Records = 0;
        return copy.Number;
    }, cancellationToken);

    /// <summary>An export that goes on has more records: they come as a copy of their own, since boards ask again only for a new number.</summary>
    public Task<long> BeginMoreAsync(byte[] export, CancellationToken cancellationToken) => archive.ChangeAsync(async db =>
    {
        var now = time.GetUtcNow();
        // One that was cut off is begun again.
        var copy = await db.Set<Copy>().SingleOrDefaultAsync(c => c.FileDigest == export && c.Kind == CopyKind.Export && c.ConfirmedAt == null, cancellationToken);
        if (copy is null) db.Add(copy = new Copy { Number = await NextAsync(db, cancellationToken), Kind = CopyKind.Export, BegunAt = now, FinishedAt = now, FileDigest = export });
        copy.Records = 0;
        return copy.Number;
    }, cancellationToken);

    /// <summary>These records are in the export.</summary>
    /// <returns>How many of them this archive has.</returns>
    public Task<long> AddToExportAsync(long number, IReadOnlyCollection<byte[]> manifestDigests, CancellationToken cancellationToken) => archive.ChangeAsync(async db =>
    {
        var copy = await ExportAsync(db, number, cancellationToken);
        var now = time.GetUtcNow();
        await NotSafeCounts.TakeAwayAsync(db, manifestDigests, await SafeUpToAsync(db, cancellationToken), cancellationToken);
        var found = await db.Set<ArchivedRecord>().Where(r => r.State == RecordState.Stored && manifestDigests.Contains(r.ManifestDigest))
            .ExecuteUpdateAsync(r => r.SetProperty(x => x.SafeSince, x => x.SafeSince ?? now), cancellationToken);
        copy.Records += found;
        return (long)found;
    }, cancellationToken);

    /// <summary>The list has come to its end.</summary>
    public async Task<CopyView> ConfirmExportAsync(long number, CancellationToken cancellationToken)
    {
        var (copy, isRepeated) = await archive.ChangeAsync(async db =>
        {
            var (known, now) = (await ExportAsync(db, number, cancellationToken), time.GetUtcNow());
            // Of an export that goes on one row is left, with all that it has.
            var before = await db.Set<Copy>().Where(c => c.FileDigest == known.FileDigest && c.Kind == CopyKind.Export && c.Number < number).ToListAsync(cancellationToken);
            known.Records += before.Sum(c => c.Records);
            db.RemoveRange(before);
            known.ConfirmedAt ??= now;
            return (known, before.Any(c => c.ConfirmedAt is { } at && at.UtcDateTime.Date == now.UtcDateTime.Date));
        }, cancellationToken);
        return await ConfirmedAsync(copy, cancellationToken) with { IsRepeated = isRepeated };
    }

    /// <summary>Stored records that are in no confirmed copy.</summary>
    public Task<long> NotSafeAsync(HubDb db, CancellationToken cancellationToken) =>
        db.Set<ArchivedRecord>().LongCountAsync(r => r.StoredNumber > SafeUpTo && r.SafeSince == null, cancellationToken);

    private async Task<CopyView> ConfirmedAsync(Copy copy, CancellationToken cancellationToken)
    {
        // Committed: boards are told, whatever the caller's token says now.
        await LoadAsync(CancellationToken.None);
        await using var db = await archive.OpenAsync(cancellationToken);
        var view = new CopyView(copy.Number, copy.Kind, copy.Records, await NotSafeAsync(db, cancellationToken));
        LogConfirmed(view.Number, view.Kind, view.Records, view.NotSafe);
        return view;
    }

    private static async Task<Copy> ExportAsync(HubDb db, long number, CancellationToken cancellationToken) =>
        await db.Set<Copy>().SingleOrDefaultAsync(c => c.Number == number && c.Kind == CopyKind.Export, cancellationToken) ?? throw new HubException($"no export number {number} is being confirmed");

    private static async Task<long> NextAsync(HubDb db, CancellationToken cancellationToken) =>
        1 + (await db.Set<Copy>().MaxAsync(c => (long?)c.Number, cancellationToken) ?? 0);

    private sealed record Known(long Confirmed, long SafeUpTo);

    [LoggerMessage(LogLevel.Information, "Copy {Number} ({Kind}) is confirmed to be away from this machine: {Records} records in it, boards may delete them; {NotSafe} stored records are in no confirmed copy")]
    private partial void LogConfirmed(long number, CopyKind kind, long records, long notSafe);
}

/// <summary>A backup that may be written now, or an export whose list may be told.</summary>
internal sealed record BegunCopy(long Number);
