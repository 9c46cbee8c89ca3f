using System.Globalization;
using Edge.Hosting;
using Edge.Hosting.Linux;
using Edge.Hub.Archive;
using Edge.Hub.Areas;
using Edge.Hub.Audit;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Backup;

/// <summary>Makes a backup the archive again, under a new epoch, so that boards tell what they keep. The hub must not run; what was there before is set aside, not deleted.</summary>
internal sealed class RestoreTool(HubPaths paths, TimeProvider time, Action<string> talk)
{
    public async Task<RestoreReport> RunAsync(string backup, CancellationToken cancellationToken)
    {
        if (!File.Exists(backup)) throw new HubException($"there is no file {backup}");
        using var held = DataFolder.Open(paths.Data);
        try
        {
            CheckSameHub(backup);
            // An earlier run was interrupted when all was written: what it carried over must not be lost.
            if (File.Exists(paths.Restored)) Place(time.GetUtcNow());
            talk($"reading {backup}");
            var (records, damaged) = BackupFile.Check(backup, talk, cancellationToken);
            var digest = await BackupFile.DigestAsync(backup, cancellationToken);
            var before = PreviousEpoch();
            PutFiles(backup);
            // A journal left beside another copy would be played into this one.
            foreach (var tail in (string[])["", "-journal", "-wal", "-shm"]) File.Delete(paths.Restoring + tail);
            File.Copy(backup, paths.Restoring);
            File.SetUnixFileMode(paths.Restoring, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            var report = await RenewAsync(digest, before, damaged, cancellationToken) with { Records = records };
            var newer = NewerRows.Merge(paths.Restoring, paths.Database, talk);
            await NoteAsync(report, cancellationToken);
            // As the running hub has it: even its read-only look at the file asks for this mode, and could not change it.
            using (var archive = BackupFile.Open(paths.Restoring, SqliteOpenMode.ReadWrite)) BackupFile.Run(archive, "PRAGMA journal_mode=WAL");
            BackupFile.Sync(paths.Restoring);
            File.Move(paths.Restoring, paths.Restored, overwrite: true);
            DurableFile.SyncFolder(paths.Data);
            return report with { SetAside = Place(report.At), NewerBoards = newer };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SqliteException)
        {
            throw new HubException($"{backup} was not restored: {Reason.Of(e)}. Run the restore again when that is mended.", e);
        }
    }

    // From the new name on a start is refused until the archive has its place.
    private string? Place(DateTimeOffset now)
    {
        var aside = SetAside(now);
        File.Move(paths.Restored, paths.Database);
        DurableFile.SyncFolder(paths.Data);
        return aside;
    }

    private void CheckSameHub(string backup)
    {
        if (!File.Exists(paths.RootPublic)) return;
        var theirs = BackupFile.Files(backup).GetValueOrDefault(Path.GetRelativePath(paths.Data, paths.RootPublic));
        if (theirs is null || !theirs.AsSpan().SequenceEqual(File.ReadAllBytes(paths.RootPublic)))
        {
            throw new HubException($"{backup} is of another hub than the keys in {paths.Data}: its boards would not believe this one. To restore it here, move {paths.Keys} and {paths.Trust} away first");
        }
    }

    // Keys that are here are newer than the backup's, or the same.
    private void PutFiles(string backup)
    {
        if (File.Exists(paths.TrustFile)) return;
        foreach (var (name, bytes) in BackupFile.Files(backup).OrderBy(f => f.Key == Path.GetRelativePath(paths.Data, paths.TrustFile)))
        {
            var path = Path.GetFullPath(Path.Combine(paths.Data, name));
            if (!path.StartsWith(paths.Data + Path.DirectorySeparatorChar, StringComparison.Ordinal)) throw new HubException($"the backup names a file outside the data folder: {name}");
            Directory.CreateDirectory(Path.GetDirectoryName(path)!, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            DurableFile.Write(path, bytes);
        }
        talk($"keys were restored to {paths.Keys}");
    }

    // An epoch is never used twice, whichever backup is restored how often.
    private async Task<RestoreReport> RenewAsync(byte[] digest, long before, List<long> damaged, CancellationToken cancellationToken)
    {
        var options = new DbContextOptionsBuilder<HubDb>();
        options.UseSqlite(new SqliteConnectionStringBuilder { DataSource = paths.Restoring, Pooling = false }.ToString());
        await using var db = new HubDb(options.Options);
        await ArchiveSchema.BringUpToDateAsync(db, cancellationToken);
        var now = time.GetUtcNow();
        var setting = await db.Set<HubSetting>().SingleAsync(s => s.Key == HubSetting.ArchiveEpoch, cancellationToken);
        var epoch = Math.Max(Math.Max(before, long.Parse(setting.Value, CultureInfo.InvariantCulture)) + 1, now.ToUnixTimeSeconds());
        setting.Value = epoch.ToString(CultureInfo.InvariantCulture);
        var copy = await db.Set<Copy>().OrderByDescending(c => c.Number).FirstAsync(c => c.Kind == CopyKind.Backup && c.FinishedAt == null, cancellationToken);
        // Inside the file it is not finished yet: that was said after it was written.
        (copy.FinishedAt, copy.FileDigest) = (now, digest);
        db.Add(new Restored { Epoch = epoch, At = now, Copy = copy.Number, CopyBegunAt = copy.BegunAt });
        await db.SaveChangesAsync(cancellationToken);
        await db.Database.ExecuteSqlRawAsync("DROP TABLE HubFiles", cancellationToken);
        // Boards may have a later file than this one, with who was locked or unlocked since: the hub makes each anew, with a version by the clock.
        await db.Set<Area>().ExecuteUpdateAsync(s => s.SetProperty(a => a.File, Array.Empty<byte>()), cancellationToken);
        foreach (var key in damaged) await ArchiveRepair.TakeBackAsync(db, await db.Set<ArchivedRecord>().AsNoTracking().SingleAsync(r => r.Key == key, cancellationToken), cancellationToken);
        if (damaged.Count > 0) talk($"damaged in the backup: {Counted.Of(damaged.Count, "record")}; their boards are asked again");
        return new RestoreReport(epoch, now, copy.Number, copy.BegunAt, 0, null, []);
    }

    private async Task NoteAsync(RestoreReport report, CancellationToken cancellationToken)
    {
        var options = new DbContextOptionsBuilder<HubDb>();
        options.UseSqlite(new SqliteConnectionStringBuilder { DataSource = paths.Restoring, Pooling = false }.ToString());
        await using var db = new HubDb(options.Options);
        await AuditLog.AppendAsync(db, report.At, Actor.CommandLine, "archive-restored", "archive", string.Create(CultureInfo.InvariantCulture, $"copy {report.Copy} of {report.CopyBegunAt:yyyy-MM-dd HH:mm} UTC, epoch {report.Epoch}"), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    }

    private long PreviousEpoch()
    {
        if (!File.Exists(paths.Database)) return 0;
        try
        {
            using var old = BackupFile.Open(paths.Database, SqliteOpenMode.ReadWrite);
            using var command = old.CreateCommand();
            command.CommandText = $"SELECT Value FROM HubSettings WHERE Key = '{HubSetting.ArchiveEpoch}'";
            return long.Parse((string)command.ExecuteScalar()!, CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is SqliteException or FormatException or ArgumentNullException or InvalidCastException)
        {
            talk($"the archive that is there cannot be read ({Reason.Of(e)}); it is set aside as it is");
            return 0;
        }
    }

    // With its log, which beside another database would be taken for that one's.
    private string? SetAside(DateTimeOffset now)
    {
        var aside = $"{paths.Database}.before-{now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)}";
        foreach (var tail in (string[])["", "-wal", "-shm"])
        {
            if (File.Exists(paths.Database + tail)) File.Move(paths.Database + tail, aside + tail);
        }
        DurableFile.SyncFolder(paths.Data);
        return File.Exists(aside) ? aside : null;
    }
}

/// <summary>What a restore did.</summary>
/// <param name="SetAside">Where the archive that was there is now; null where there was none.</param>
/// <param name="NewerBoards">Boards whose admission or revocation was newer than the backup and was carried over.</param>
internal sealed record RestoreReport(long Epoch, DateTimeOffset At, long Copy, DateTimeOffset CopyBegunAt, long Records, string? SetAside, IReadOnlyList<string> NewerBoards);
