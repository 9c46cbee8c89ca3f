using Edge.Contracts.Wire;
using Edge.Hosting.Configuration;
using Edge.Hub.Admin;
using Edge.Hub.Archive;
using Edge.Hub.Areas.Officers;
using Edge.Hub.Areas.Worklists;
using Edge.Hub.Audit;
using Edge.Hub.Backup;
using Edge.Hub.Tests.Areas;
using Edge.Hub.Tests.Ingest;
using Edge.Testing;
using Edge.Testing.Time;
using Google.Protobuf;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Tests.Backup;

public sealed class BackupRestoreTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ManualTime _time = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string BackupPath => Path.Combine(_folder.Path, "hub.backup");

    [Fact]
    public async Task A_backup_restored_into_an_empty_folder_is_a_whole_hub_under_a_new_epoch()
    {
        await using var bench = await IngestBench.OpenAsync();
        await StoreAsync(bench, 3);
        await BackupAsync(bench);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(BackupPath));

        var target = new HubPaths(Path.Combine(_folder.Path, "new"));
        var report = await RestoreAsync(target);
        Assert.Equal((3L, 1L, (string?)null), (report.Records, report.Copy, report.SetAside));
        await using var db = BackupFile.Db(target.Database);
        Assert.Equal(3, await db.Set<ArchivedRecord>().CountAsync(Token));
        Assert.Equal((ulong)report.Epoch, await db.ArchiveEpochAsync(Token));
        Assert.True((ulong)report.Epoch > await bench.ReadAsync(d => d.ArchiveEpochAsync(Token)));
        foreach (var file in (string[])[target.ReceiptKey, target.CaKey, target.TrustFile, target.RootPublic])
        {
            Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(bench.Hub.Paths.Data, Path.GetRelativePath(target.Data, file)), Token), await File.ReadAllBytesAsync(file, Token));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    [Fact]
    public async Task Neither_the_roots_nor_the_registrys_private_key_is_ever_in_a_backup()
    {
        await using var bench = await IngestBench.OpenAsync();
        await BackupAsync(bench);
        Assert.True(File.Exists(bench.Hub.Paths.RootKey) && File.Exists(bench.Hub.Paths.RegistryKey));
        var content = await File.ReadAllTextAsync(BackupPath, System.Text.Encoding.Latin1, Token);
        foreach (var secret in (string[])[bench.Hub.Paths.RootKey, bench.Hub.Paths.RegistryKey])
        {
            Assert.DoesNotContain((await File.ReadAllLinesAsync(secret, Token))[1], content, StringComparison.Ordinal);
        }
        Assert.Contains((await File.ReadAllLinesAsync(bench.Hub.Paths.ReceiptKey, Token))[1], content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_archive_that_was_there_is_set_aside_whole_and_no_epoch_is_used_twice()
    {
        await using var bench = await IngestBench.OpenAsync();
        await StoreAsync(bench, 1);
        await BackupAsync(bench);
        var paths = new HubPaths(Path.Combine(_folder.Path, "hub"));
        var first = await RestoreAsync(paths);
        var second = await RestoreAsync(paths);
        Assert.Equal(first.Epoch + 1, second.Epoch);
        await using var aside = BackupFile.Db(second.SetAside!);
        Assert.Equal((ulong)first.Epoch, await aside.ArchiveEpochAsync(Token));
        Assert.False(File.Exists(paths.Restoring));
    }

    [Fact]
    public async Task A_board_revoked_or_added_after_the_backup_stays_revoked_or_known()
    {
        await using var bench = await IngestBench.OpenAsync();
        await bench.BoardAsync("board-1");
        await BackupAsync(bench);
        await bench.BoardAsync("board-2");
        await bench.Hub.Registry.RevokeAsync("board-1", Token);

        var paths = new HubPaths(Path.Combine(_folder.Path, "hub"));
        await RestoreAsync(paths);
        HubDbRegistration.ClearPool(bench.Hub.Paths.Database);
        await using (var live = BackupFile.Open(bench.Hub.Paths.Database, SqliteOpenMode.ReadOnly))
        await using (var copy = BackupFile.Open(paths.Database, SqliteOpenMode.ReadWrite))
        {
            live.BackupDatabase(copy);
        }
        var report = await RestoreAsync(paths);
        Assert.Equal(["board-1", "board-2"], report.NewerBoards);
        await using var db = BackupFile.Db(paths.Database);
        Assert.NotNull((await db.Set<Edge.Hub.Boards.Node>().SingleAsync(n => n.Name == "board-1", Token)).RevokedAt);
        Assert.Single(await db.Set<Edge.Hub.Boards.NodeKey>().Where(k => k.Node == "board-2").ToListAsync(Token));
    }

    [Fact(Timeout = 120_000)]
    public async Task An_areas_key_goes_along_and_an_officer_who_was_locked_after_the_backup_stays_locked()
    {
        await using var bench = await IngestBench.OpenAsync();
        await bench.BoardAsync("board-1");
        var areas = bench.Hub.Areas;
        foreach (var id in (string[])["hoa", "huy"]) await areas.Officers.AddAsync(Actor.CommandLine, AreaBench.Officer(id, "271828", "north"), Token);
        await areas.Worklists.ImportAsync(Actor.CommandLine, "north", People.Csv(People.Commune(20, 2)), 30, empty: false, Token);
        await BackupAsync(bench);
        await areas.Officers.LockAsync(Actor.CommandLine, "hoa", locked: true, Token);
        await areas.Officers.AddAsync(Actor.CommandLine, AreaBench.Officer("lan", "271828", "north"), Token);

        var fresh = new HubPaths(Path.Combine(_folder.Path, "new"));
        await RestoreAsync(fresh);
        Assert.Equal(await File.ReadAllBytesAsync(bench.Hub.Paths.AreaKeyOf("north"), Token), await File.ReadAllBytesAsync(fresh.AreaKeyOf("north"), Token));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(fresh.AreaKeyOf("north")));
        await using (var db = BackupFile.Db(fresh.Database))
        {
            Assert.Equal([("hoa", false), ("huy", false)], (await db.Set<Officer>().OrderBy(o => o.Id).ToListAsync(Token)).Select(o => (o.Id, o.Locked)));
            Assert.Equal(20, (await db.Set<WorklistIndex>().SingleAsync(Token)).People);
        }

        HubDbRegistration.ClearPool(bench.Hub.Paths.Database);
        var same = new HubPaths(Path.Combine(_folder.Path, "same"));
        Directory.CreateDirectory(same.Data);
        BackupFile.Write(bench.Hub.Paths, same.Database);
        await RestoreAsync(same);
        await using var kept = BackupFile.Db(same.Database);
        Assert.Equal([("hoa", true), ("huy", false), ("lan", false)], (await kept.Set<Officer>().OrderBy(o => o.Id).ToListAsync(Token)).Select(o => (o.Id, o.Locked)));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_restored_hub_gives_areas_a_file_that_boards_with_a_later_one_take()
    {
        await using var bench = await AreaBench.OpenAsync();
        var board = await bench.Ingest.BoardAsync("board-1");
        var areas = bench.Areas;
        await areas.Officers.AddAsync(Actor.CommandLine, AreaBench.Officer("hoa", "271828", "north"), Token);
        await areas.Officers.LockAsync(Actor.CommandLine, "hoa", locked: true, Token);
        await BackupAsync(bench.Ingest);
        bench.Hub.Time.Now += TimeSpan.FromHours(1);
        await areas.Officers.LockAsync(Actor.CommandLine, "hoa", locked: false, Token);
        Assert.False(Assert.Single((await bench.TakeAreaAsync(board, "board-1")).Officers).Locked);

        var restored = new HubPaths(Path.Combine(_folder.Path, "new"));
        await RestoreAsync(restored);
        // Its bytes in the place of the archive, as the restored hub has them.
        await using (var db = BackupFile.Db(restored.Database))
        {
            var row = await db.Set<Edge.Hub.Areas.Area>().AsNoTracking().SingleAsync(Token);
            await bench.Ingest.ReadAsync(d => d.Set<Edge.Hub.Areas.Area>().ExecuteUpdateAsync(s => s.SetProperty(a => a.File, row.File).SetProperty(a => a.FileVersion, row.FileVersion), Token));
            await bench.Ingest.ReadAsync(d => d.Set<Officer>().ExecuteUpdateAsync(s => s.SetProperty(o => o.Locked, true), Token));
        }
        bench.Hub.Time.Now += TimeSpan.FromHours(1);
        await bench.Hub.RestartAreasAsync();
        bench.Ingest.Restart();
        Assert.Empty(await bench.OfferedAsync(board));
        await bench.Areas.Upkeep.RefreshAsync(Token);
        Assert.True(Assert.Single((await bench.TakeAreaAsync(board, "board-1")).Officers).Locked);
    }

    [Theory]
    [InlineData("no database at all")]
    [InlineData("half of it")]
    [InlineData("another program's database")]
    public async Task A_damaged_backup_is_refused_and_nothing_is_touched(string damage)
    {
        await using var bench = await IngestBench.OpenAsync();
        await StoreAsync(bench, 3);
        await BackupAsync(bench);
        using (var file = new FileStream(BackupPath, FileMode.Open, FileAccess.ReadWrite))
        {
            if (damage == "half of it") file.SetLength(file.Length / 2);
            else if (damage == "no database at all") file.Write(new byte[2_000]);
        }
        if (damage == "another program's database")
        {
            await using var other = BackupFile.Open(BackupPath, SqliteOpenMode.ReadWrite);
            BackupFile.Run(other, "DROP TABLE HubFiles");
        }
        var paths = new HubPaths(Path.Combine(_folder.Path, "hub"));
        await Assert.ThrowsAsync<HubException>(() => RestoreAsync(paths));
        Assert.False(File.Exists(paths.Database));
        Assert.False(File.Exists(paths.TrustFile));
    }

    [Fact]
    public async Task A_record_gone_bad_in_the_archive_is_not_covered_and_is_asked_for_again()
    {
        await using var bench = await IngestBench.OpenAsync();
        var board = await bench.BoardAsync("board-1");
        await StoreAsync(bench, board, 2);
        await bench.ExecuteAsync("UPDATE Chunks SET Data = zeroblob(Length) WHERE RecordKey = 1");
        var number = await bench.Hub.Copies.BeginBackupAsync(Token);
        BackupFile.Write(bench.Hub.Paths, BackupPath);
        var (records, damaged) = BackupFile.Check(BackupPath, _ => { }, Token);
        Assert.Equal((1L, 1L), (records, Assert.Single(damaged)));

        var repair = new ArchiveRepair(bench.Hub.Archive, _time, Microsoft.Extensions.Logging.Abstractions.NullLogger<ArchiveRepair>.Instance);
        Assert.Equal(1, await repair.AskAgainAsync([1], Token));
        bench.Ingestor.ForgetSoon();
        await bench.Hub.Copies.FinishBackupAsync(number, [1], records, Token);
        await bench.Hub.Copies.ConfirmBackupAsync([1], Token);
        var offer = board.NextOffer(2);
        offer.Kept.Add(new KeptRange { ChainId = ByteString.CopyFrom(board.Chain.ToByteArray(bigEndian: true)), Ranges = { new SequenceRange { First = 1, Last = 2 } } });
        var have = await bench.SayAsync(board.Message("offer", offer));
        Assert.Equal([new SequenceRange { First = 1, Last = 1 }], Assert.Single(have.Missing).Ranges);
        Assert.Single(have.Safe);
    }

    [Fact]
    public async Task A_repair_that_fails_on_the_way_lets_nobody_believe_what_it_took_back()
    {
        await using var bench = await IngestBench.OpenAsync();
        var board = await bench.BoardAsync("board-1");
        var (record, bytes) = board.Record(2_000);
        await bench.SayAsync(board.Offer(record), board.Chunk(record, bytes, 0, 2_000));
        await StoreAsync(bench, board, 1);
        await bench.ExecuteAsync("UPDATE Chunks SET Data = zeroblob(Length) WHERE RecordKey = 1");
        var number = await bench.Hub.Copies.BeginBackupAsync(Token);
        var repair = new ArchiveRepair(bench.Hub.Archive, _time, Microsoft.Extensions.Logging.Abstractions.NullLogger<ArchiveRepair>.Instance);

        // The second is whole here: the repair stops there, the first is committed by then.
        await Assert.ThrowsAsync<HubException>(() => new CopiesApi(bench.Hub.Copies, repair, bench.Ingestor, bench.Hub.Audit).FinishAsync(Actor.CommandLine, number, new FinishedCopy([1], 2, [1, 2]), Token));

        var state = Assert.Single((await bench.SayAsync(board.Offer(record))).Records);
        Assert.Null(state.Stored);
    }

    [Fact]
    public async Task A_copy_that_could_not_be_written_into_the_audit_stands_and_is_said()
    {
        await using var bench = await IngestBench.OpenAsync();
        var repair = new ArchiveRepair(bench.Hub.Archive, _time, Microsoft.Extensions.Logging.Abstractions.NullLogger<ArchiveRepair>.Instance);
        var number = await bench.Hub.Copies.BeginBackupAsync(Token);
        await bench.ExecuteAsync("ALTER TABLE Audit RENAME TO Gone");
        var api = new CopiesApi(bench.Hub.Copies, repair, bench.Ingestor, bench.Hub.Audit);
        var said = await Assert.ThrowsAsync<HubException>(() => api.FinishAsync(Actor.CommandLine, number, new FinishedCopy([1], 0, []), Token));
        Assert.Contains($"copy-{number} is done, and could not be written into the audit", said.Message, StringComparison.Ordinal);
        await bench.ExecuteAsync("ALTER TABLE Gone RENAME TO Audit");
        Assert.Equal(number, (await bench.Hub.Copies.ConfirmBackupAsync([1], Token)).Number);
    }

    [Fact]
    public async Task A_file_that_is_no_finished_backup_of_this_archive_confirms_nothing()
    {
        await using var bench = await IngestBench.OpenAsync();
        await StoreAsync(bench, 1);
        await bench.Hub.Copies.BeginBackupAsync(Token);
        await Assert.ThrowsAsync<HubException>(() => bench.Hub.Copies.ConfirmBackupAsync([1, 2, 3], Token));
        Assert.Equal(0UL, bench.Hub.Copies.Confirmed);
        Assert.Null((await bench.RecordsAsync()).Single().SafeSince);
    }

    [Fact]
    public async Task A_confirmed_export_makes_safe_what_it_lists()
    {
        await using var bench = await IngestBench.OpenAsync();
        await StoreAsync(bench, 3);
        var rows = await bench.RecordsAsync();
        var number = await bench.Hub.Copies.BeginExportAsync([9], Token);
        Assert.Equal(1, await bench.Hub.Copies.AddToExportAsync(number, [rows[0].ManifestDigest, new byte[32]], Token));
        // Interrupted, and run again from the beginning.
        Assert.Equal((0UL, number), (bench.Hub.Copies.Confirmed, await bench.Hub.Copies.BeginExportAsync([9], Token)));
        foreach (var page in (byte[][][])[[rows[0].ManifestDigest, new byte[32]], [rows[2].ManifestDigest]]) await bench.Hub.Copies.AddToExportAsync(number, page, Token);
        var confirmed = await bench.Hub.Copies.ConfirmExportAsync(number, Token);
        Assert.Equal((1L, 2L, 1L), (confirmed.Number, confirmed.Records, confirmed.NotSafe));
        Assert.Equal([true, false, true], (await bench.RecordsAsync()).Select(r => r.SafeSince is not null));
        Assert.Equal(1UL, bench.Hub.Copies.Confirmed);
    }

    [Fact]
    public async Task An_interrupted_restore_stops_the_start_and_says_what_to_do()
    {
        var folder = Path.Combine(_folder.Path, "cut");
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(new HubPaths(folder).Restored, "whole", Token);
        await using var host = HubHost.Create(new HubArguments(folder, null, new Dictionary<string, string?>()));
        var refusal = await Assert.ThrowsAsync<ConfigurationException>(() => host.StartAsync(TextWriter.Null, Token));
        Assert.Contains("restore FILE", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_restore_that_was_interrupted_at_its_last_step_is_finished_first_so_that_nothing_it_carried_over_is_lost()
    {
        await using var bench = await IngestBench.OpenAsync();
        await bench.BoardAsync("board-1");
        await BackupAsync(bench);
        var paths = new HubPaths(Path.Combine(_folder.Path, "hub"));
        var first = await RestoreAsync(paths);
        await using (var db = BackupFile.Open(paths.Database, SqliteOpenMode.ReadWrite)) BackupFile.Run(db, "UPDATE Nodes SET RevokedAt = 1");
        File.Move(paths.Database, paths.Restored);

        var second = await RestoreAsync(paths);
        Assert.True(second.Epoch > first.Epoch);
        Assert.Equal(["board-1"], second.NewerBoards);
        Assert.False(File.Exists(paths.Restored));
    }

    [Fact]
    public async Task A_record_damaged_in_the_backup_is_not_restored_as_stored()
    {
        await using var bench = await IngestBench.OpenAsync();
        var board = await bench.BoardAsync("board-1");
        await StoreAsync(bench, board, 2);
        await bench.ExecuteAsync("UPDATE Chunks SET Data = zeroblob(Length) WHERE RecordKey = 1");
        await bench.Hub.Copies.BeginBackupAsync(Token);
        BackupFile.Write(bench.Hub.Paths, BackupPath);
        var paths = new HubPaths(Path.Combine(_folder.Path, "hub"));
        Assert.Equal(1, (await RestoreAsync(paths)).Records);
        await using var db = BackupFile.Db(paths.Database);
        var taken = await db.Set<ArchivedRecord>().SingleAsync(r => r.Key == 1, Token);
        Assert.Equal((Hub.Archive.RecordState.Receiving, RecordFlags.TakenBack, (byte[]?)null, (long?)null), (taken.State, taken.Flags, taken.Receipt, taken.StoredNumber));
        Assert.Empty(await db.Set<ArchivedChunk>().Where(c => c.RecordKey == 1).ToListAsync(Token));
    }

    [Fact]
    public async Task A_backup_that_is_damaged_where_the_archive_is_whole_is_refused()
    {
        await using var bench = await IngestBench.OpenAsync();
        await StoreAsync(bench, 1);
        var repair = new ArchiveRepair(bench.Hub.Archive, _time, Microsoft.Extensions.Logging.Abstractions.NullLogger<ArchiveRepair>.Instance);
        await Assert.ThrowsAsync<HubException>(() => repair.AskAgainAsync([1], Token));
    }

    [Fact]
    public async Task A_backup_of_another_hub_is_not_restored_over_this_ones_keys()
    {
        await using var bench = await IngestBench.OpenAsync();
        await BackupAsync(bench);
        await using var other = await IngestBench.OpenAsync();
        var paths = new HubPaths(Path.Combine(_folder.Path, "other"));
        Directory.CreateDirectory(paths.Trust);
        File.Copy(other.Hub.Paths.RootPublic, paths.RootPublic);
        var refusal = await Assert.ThrowsAsync<HubException>(() => RestoreAsync(paths));
        Assert.Contains("another hub", refusal.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(paths.Database));
    }

    public void Dispose()
    {
        _folder.Dispose();
    }

    private async Task BackupAsync(IngestBench bench)
    {
        await bench.Hub.Copies.BeginBackupAsync(Token);
        BackupFile.Write(bench.Hub.Paths, BackupPath);
        Assert.Empty(BackupFile.Check(BackupPath, _ => { }, Token).Damaged);
    }

    private async Task<RestoreReport> RestoreAsync(HubPaths target)
    {
        _time.Now += TimeSpan.FromMilliseconds(1);
        return await new RestoreTool(target, _time, _ => { }).RunAsync(BackupPath, Token);
    }

    private static async Task StoreAsync(IngestBench bench, int count) => await StoreAsync(bench, await bench.BoardAsync("board-s"), count);

    private static async Task StoreAsync(IngestBench bench, SimulatedBoard board, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var (record, bytes) = board.Record(5_000);
            await bench.SayAsync(board.Offer(record), board.Chunk(record, bytes, 0, 5_000));
        }
    }
}
