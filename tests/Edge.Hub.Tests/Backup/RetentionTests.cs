using System.Security.Cryptography;
using Edge.Contracts.Wire;
using Edge.Hub.Archive;
using Edge.Hub.Backup;
using Edge.Hub.Tests.Ingest;
using Edge.Hub.Tests.Support;
using Edge.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using RecordState = Edge.Hub.Archive.RecordState;

namespace Edge.Hub.Tests.Backup;

/// <summary>Sealed bytes go once they have been safe for long enough; what proves that the record was here stays, and nobody is asked for it again.</summary>
public sealed class RetentionTests : IDisposable
{
    private const int Size = 20_000;

    private const string Pages = "SELECT page_count AS Value FROM pragma_page_count()";

    private const string Free = "SELECT freelist_count AS Value FROM pragma_freelist_count()";

    private static readonly TimeSpan KeepFor = TimeSpan.FromDays(30);

    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_is_deleted_before_its_time_and_what_is_not_safe_never()
    {
        await using var bench = await IngestBench.OpenAsync();
        var board = await bench.BoardAsync("board-1");
        for (var i = 0; i < 3; i++) await StoreAsync(bench, board);
        await ExportedAsync(bench, board.Made[0].Manifest.Digest);
        bench.Hub.Time.Now += KeepFor - TimeSpan.FromSeconds(1);
        Assert.Equal(0, await DeleteAsync(bench));
        bench.Hub.Time.Now += TimeSpan.FromSeconds(1);
        Assert.Equal(1, await DeleteAsync(bench));
        Assert.Equal([false, true, true], await HavePayloadAsync(bench));
        bench.Hub.Time.Now += 100 * KeepFor;
        Assert.Equal(0, await DeleteAsync(bench));
        Assert.Equal([false, true, true], await HavePayloadAsync(bench));
    }

    [Fact]
    public async Task A_backup_alone_deletes_nothing_as_later_ones_would_be_made_without_it()
    {
        await using var bench = await IngestBench.OpenAsync();
        var board = await bench.BoardAsync("board-1");
        for (var i = 0; i < 2; i++) await StoreAsync(bench, board);
        await BackupAsync(bench, confirm: true);
        await ExportedAsync(bench, board.Made[1].Manifest.Digest);
        bench.Hub.Time.Now += 100 * KeepFor;
        Assert.Equal(1, await DeleteAsync(bench));
        Assert.Equal([true, false], await HavePayloadAsync(bench));
        var row = (await bench.RecordsAsync())[1];
        Assert.Equal((bench.Hub.Time.Now, bench.Hub.Time.Now - 100 * KeepFor), (row.PayloadDeletedAt!.Value, row.SafeSince!.Value));
        Assert.Empty(await Recount.DifferencesAsync(bench.Hub.Databases, Token));
    }

    [Fact]
    public async Task A_clock_that_jumps_ahead_deletes_nothing_until_it_has_run_on_for_a_day()
    {
        await using var bench = await IngestBench.OpenAsync();
        var (board, time, then) = (await bench.BoardAsync("board-1"), bench.Hub.Time, bench.Hub.Time.Now);
        await StoreAsync(bench, board);
        await ExportedAsync(bench, board.Made[0].Manifest.Digest);
        // One start with the clock years ahead, and the next with it right: even where nothing was noted before, the record tells.
        time.Now = then.AddYears(8);
        Assert.Equal(0, await RoundAsync(bench, Clock(bench)));
        time.Now = then.AddDays(1);
        Assert.Equal(0, await RoundAsync(bench, Clock(bench)));
        // Ahead for 20 hours, then set anew: the day begins again with it.
        var clock = Clock(bench);
        time.Now = then.AddYears(8);
        Assert.Equal(0, await RoundAsync(bench, clock));
        time.Pass(TimeSpan.FromHours(20));
        Assert.Equal(0, await RoundAsync(bench, clock));
        time.Now = then.AddDays(40);
        Assert.Equal(0, await RoundAsync(bench, clock));
        time.Pass(TimeSpan.FromHours(23));
        Assert.Equal(0, await RoundAsync(bench, clock));
        time.Pass(TimeSpan.FromHours(1));
        Assert.Equal(1, await RoundAsync(bench, clock));
    }

    [Fact]
    public async Task A_clock_that_goes_on_day_by_day_is_believed_across_restarts()
    {
        await using var bench = await IngestBench.OpenAsync();
        var board = await bench.BoardAsync("board-1");
        await StoreAsync(bench, board);
        await ExportedAsync(bench, board.Made[0].Manifest.Digest);
        var deleted = 0;
        for (var day = 0; day < 30; day++)
        {
            Assert.Equal(0, deleted);
            bench.Hub.Time.Pass(TimeSpan.FromDays(1));
            deleted = await RoundAsync(bench, Clock(bench));
        }
        Assert.Equal(1, deleted);
    }

    [Fact]
    public async Task Without_a_time_everything_stays()
    {
        await using var bench = await IngestBench.OpenAsync();
        var board = await bench.BoardAsync("board-1");
        await StoreAsync(bench, board);
        await ExportedAsync(bench, board.Made[0].Manifest.Digest);
        bench.Hub.Time.Now += 1000 * KeepFor;
        Assert.Equal(0, await DeleteAsync(bench, TimeSpan.Zero));
        Assert.Equal([true], await HavePayloadAsync(bench));
    }

    [Fact]
    public async Task A_board_that_offers_it_again_hears_that_it_is_stored_and_is_asked_for_nothing()
    {
        await using var bench = await IngestBench.OpenAsync();
        var board = await bench.BoardAsync("board-1");
        await StoreAsync(bench, board);
        await ExportedAsync(bench, board.Made[0].Manifest.Digest);
        bench.Hub.Time.Now += KeepFor;
        Assert.Equal(1, await DeleteAsync(bench));

        // As after a restart of either side: from what the database says.
        bench.Restart();
        board.Reconnect();
        var offer = board.NextOffer(1);
        offer.Kept.Add(new KeptRange { ChainId = offer.Incarnation, Ranges = { new SequenceRange { First = 1, Last = 1 } } });
        var have = await bench.SayAsync(board.Message("offer", offer));
        Assert.Empty(have.Missing);
        Assert.Single(have.Safe);
        var again = await bench.SayAsync(board.Offer(board.Made[0].Manifest));
        Assert.NotNull(Assert.Single(again.Records).Stored);
        await bench.SayAsync(board.Chunk(board.Made[0].Manifest, board.Made[0].Bytes, 0, Size));
        Assert.Equal([false], await HavePayloadAsync(bench));
    }

    [Fact]
    public async Task A_backup_made_afterwards_is_whole_and_one_restored_asks_for_nothing()
    {
        await using var bench = await IngestBench.OpenAsync();
        var board = await bench.BoardAsync("board-1");
        for (var i = 0; i < 2; i++) await StoreAsync(bench, board);
        await ExportedAsync(bench, board.Made[0].Manifest.Digest);
        bench.Hub.Time.Now += KeepFor;
        Assert.Equal(1, await DeleteAsync(bench));
        var path = await BackupAsync(bench, confirm: false);
        Assert.Equal((2, 0), (BackupFile.Check(path, _ => { }, Token).Records, BackupFile.Check(path, _ => { }, Token).Damaged.Count));

        var restored = new HubPaths(_folder.File("restored"));
        await new RestoreTool(restored, bench.Hub.Time, _ => { }).RunAsync(path, Token);
        await using (var db = BackupFile.Db(restored.Database))
        {
            Assert.Equal(2, await db.Set<ArchivedRecord>().CountAsync(r => r.State == RecordState.Stored, Token));
            Assert.Equal(0, await db.Set<ArchivedRecord>().CountAsync(r => (r.Flags & RecordFlags.TakenBack) != 0, Token));
        }

        // It has teeth: bytes that went in another way are found, and their board is asked.
        await bench.ExecuteAsync("DELETE FROM \"Chunks\"");
        File.Delete(path);
        await bench.Hub.Copies.BeginBackupAsync(Token);
        BackupFile.Write(bench.Hub.Paths, path);
        Assert.Single(BackupFile.Check(path, _ => { }, Token).Damaged);
        var keys = (await bench.RecordsAsync()).Select(r => r.Key).ToList();
        var repair = new ArchiveRepair(bench.Hub.Archive, bench.Hub.Time, NullLogger<ArchiveRepair>.Instance);
        Assert.Equal(1, await repair.AskAgainAsync(keys, Token));
        Assert.Equal([RecordState.Stored, RecordState.Receiving], (await bench.RecordsAsync()).Select(r => r.State));
    }

    [Fact]
    public async Task Freed_pages_hold_what_comes_next()
    {
        await using var bench = await IngestBench.OpenAsync();
        var board = await bench.BoardAsync("board-1");
        for (var i = 0; i < 20; i++) await StoreAsync(bench, board);
        await ExportedAsync(bench, [.. board.Made.Select(m => m.Manifest.Digest)]);
        bench.Hub.Time.Now += KeepFor;
        Assert.Equal(20, await DeleteAsync(bench));
        var (pages, free) = (await PragmaAsync(bench, Pages), await PragmaAsync(bench, Free));
        Assert.True(free * 4096 > 15 * Size, $"{free} pages are free");
        for (var i = 0; i < 10; i++) await StoreAsync(bench, board);
        Assert.Equal(pages, await PragmaAsync(bench, Pages));
        Assert.True(await PragmaAsync(bench, Free) < free);
    }

    [Fact]
    public async Task A_deletion_that_is_cut_off_leaves_a_record_whole_or_marked()
    {
        await using var bench = await IngestBench.OpenAsync();
        var board = await bench.BoardAsync("board-1");
        for (var i = 0; i < 2; i++) await StoreAsync(bench, board);
        await ExportedAsync(bench, [.. board.Made.Select(m => m.Manifest.Digest)]);
        bench.Hub.Time.Now += KeepFor;
        // The second record's chunks cannot be deleted: what was done to it in that turn goes back with it.
        await bench.ExecuteAsync("CREATE TRIGGER \"cut\" BEFORE DELETE ON \"Chunks\" WHEN old.\"RecordKey\" = 2 BEGIN SELECT RAISE(ABORT, 'cut'); END");
        await Assert.ThrowsAsync<SqliteException>(async () =>
        {
            while (await DeleteAsync(bench) > 0)
            {
            }
        });
        foreach (var (row, has) in (await bench.RecordsAsync()).Zip(await HavePayloadAsync(bench))) Assert.Equal(row.PayloadDeletedAt is null, has);
        Assert.Null((await bench.RecordsAsync())[1].PayloadDeletedAt);
        await bench.ExecuteAsync("DROP TRIGGER \"cut\"");
        await DeleteAsync(bench);
        Assert.Equal([false, false], await HavePayloadAsync(bench));
    }

    public void Dispose()
    {
        _folder.Dispose();
    }

    private static async Task StoreAsync(IngestBench bench, SimulatedBoard board)
    {
        var (record, bytes) = board.Record(Size);
        await bench.SayAsync(board.Offer(record), board.Chunk(record, bytes, 0, Size));
    }

    private static async Task ExportedAsync(IngestBench bench, params byte[][] digests)
    {
        var number = await bench.Hub.Copies.BeginExportAsync(RandomNumberGenerator.GetBytes(32), Token);
        await bench.Hub.Copies.AddToExportAsync(number, digests, Token);
        await bench.Hub.Copies.ConfirmExportAsync(number, Token);
    }

    private async Task<string> BackupAsync(IngestBench bench, bool confirm)
    {
        var path = _folder.File($"{RandomNumberGenerator.GetHexString(8)}.backup");
        var number = await bench.Hub.Copies.BeginBackupAsync(Token);
        BackupFile.Write(bench.Hub.Paths, path);
        var digest = await BackupFile.DigestAsync(path, Token);
        await bench.Hub.Copies.FinishBackupAsync(number, digest, 1, Token);
        if (confirm) await bench.Hub.Copies.ConfirmBackupAsync(digest, Token);
        return path;
    }

    // As a hub that has run all the time.
    private static async Task<int> DeleteAsync(IngestBench bench, TimeSpan? keepFor = null)
    {
        await bench.ExecuteAsync($"INSERT OR REPLACE INTO \"HubSettings\" VALUES ('{HubSetting.NewestTime}', '{bench.Hub.Time.Now.ToUnixTimeMilliseconds()}')");
        return await RoundAsync(bench, Clock(bench), keepFor);
    }

    private static SteadyClock Clock(IngestBench bench) => new(bench.Hub.Archive, bench.Hub.Time, NullLogger<SteadyClock>.Instance);

    private static async Task<int> RoundAsync(IngestBench bench, SteadyClock clock, TimeSpan? keepFor = null)
    {
        var retention = new Retention(bench.Hub.Archive, clock, Options.Create(new ArchiveOptions { KeepFor = keepFor ?? KeepFor }), bench.Hub.Time);
        var deleted = 0;
        for (long? next = 0; next is { } after;)
        {
            (next, var count) = await retention.PageAsync(after, Token);
            deleted += count;
        }
        return deleted;
    }

    private static Task<List<bool>> HavePayloadAsync(IngestBench bench) => bench.ReadAsync(db =>
        db.Set<ArchivedRecord>().OrderBy(r => r.Key).Select(r => db.Set<ArchivedChunk>().Any(c => c.RecordKey == r.Key)).ToListAsync(Token));

    private static Task<long> PragmaAsync(IngestBench bench, string query) => bench.ReadAsync(db => db.Database.SqlQueryRaw<long>(query).SingleAsync(Token));
}
