using Edge.Contracts.Wire;
using Edge.Hub.Tests.Ingest;
using Edge.Hub.Tests.Support;
using Edge.Testing.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Tests.Crash;

/// <summary>A disk that fails under the archive: no receipt is given for what is not there, and the error says what is wrong.</summary>
public sealed class ArchiveFaultTests
{
    [Theory]
    [InlineData(SqliteOperation.Write, NativeVfs.WriteFailed)] // as on a file system that was mounted read-only meanwhile
    [InlineData(SqliteOperation.Write, NativeVfs.Full)]
    [InlineData(SqliteOperation.Sync, NativeVfs.SyncFailed)]
    [InlineData(SqliteOperation.Read, NativeVfs.ReadFailed)]
    public async Task No_receipt_is_given_while_the_disk_fails_and_the_record_is_stored_after(object operation, int code)
    {
        FileLog? log = null;
        IDisposable? watch = null;
        await using var bench = IngestBench.Of(await NodeBench.OpenAsync(paths => watch = SqliteTap.Watch(paths.Data, log = new FileLog(paths.Data))));
        using var _ = watch;
        var board = await bench.BoardAsync("board-1");
        var failed = 0;
        for (var after = 0; after < 8; after++)
        {
            // Nothing is remembered of pages: a failing read is met too.
            ClearPool(bench);
            var (record, bytes) = board.Record(9_000);
            await bench.SayAsync(board.Offer(record), board.Chunk(record, bytes, 0, 5_000));
            ClearPool(bench);
            var left = after;
            log!.Fault = (o, _) => o.Equals(operation) && --left < 0 ? code : NativeVfs.Ok;
            var told = await TrySayAsync(bench, board.Chunk(record, bytes, 5_000, 9_000));
            log.Fault = (_, _) => NativeVfs.Ok;
            if (told is null || told.Records.All(r => r.Stored is null))
            {
                failed++;
                Assert.All(told?.Records ?? [], r => Assert.Equal(HeldReason.Storage, r.Held.Reason));
                if (told is not null) Assert.Contains("could not commit", bench.Status.Problem, StringComparison.Ordinal);
                if (told is not null) Assert.False(bench.Health.Ready);
            }
            else
            {
                // Told before the fault was met: then it is there.
                Assert.True(await IsStoredAsync(bench, record.RecordId));
            }
            await bench.SayAsync(board.Offer(record), board.Chunk(record, bytes, 0, 9_000));
            Assert.True(await IsStoredAsync(bench, record.RecordId));
            Assert.True(bench.Health.Ready);
        }
        Assert.True(failed > 0, "no fault was met");
        Assert.Equal(8, (await bench.RecordsAsync()).Count);
    }

    [Theory]
    [InlineData("hub.db", "was removed")]
    [InlineData("hub.db-wal", "has lost its log")]
    public async Task No_receipt_is_given_by_an_archive_that_was_removed_under_the_hub(string file, string telling)
    {
        await using var bench = await IngestBench.OpenAsync();
        var board = await bench.BoardAsync("board-1");
        var (record, bytes) = board.Record(9_000);
        await bench.SayAsync(board.Offer(record), board.Chunk(record, bytes, 0, 5_000));
        File.Delete(Path.Combine(bench.Hub.Paths.Data, file));

        var have = await bench.SayAsync(board.Chunk(record, bytes, 5_000, 9_000));
        Assert.Equal(HeldReason.Storage, Assert.Single(have.Records).Held.Reason);
        Assert.Contains(telling, bench.Status.Problem, StringComparison.Ordinal);
        Assert.Contains("start it again", bench.Status.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_receipt_is_given_by_another_file_under_the_archives_name()
    {
        await using var bench = await IngestBench.OpenAsync();
        var board = await bench.BoardAsync("board-1");
        var (record, bytes) = board.Record(9_000);
        await bench.SayAsync(board.Offer(record), board.Chunk(record, bytes, 0, 5_000));
        var copy = bench.Hub.Paths.Database + ".copy";
        File.Copy(bench.Hub.Paths.Database, copy);
        File.Move(copy, bench.Hub.Paths.Database, overwrite: true);

        var have = await bench.SayAsync(board.Chunk(record, bytes, 5_000, 9_000));
        Assert.Equal(HeldReason.Storage, Assert.Single(have.Records).Held.Reason);
        Assert.Contains("another file", bench.Status.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_archive_that_is_overwritten_under_the_hub_gives_an_error_and_no_receipt()
    {
        await using var bench = await IngestBench.OpenAsync();
        var board = await bench.BoardAsync("board-1");
        var (record, bytes) = board.Record(9_000);
        await bench.SayAsync(board.Offer(record), board.Chunk(record, bytes, 0, 5_000));
        await bench.ExecuteAsync("PRAGMA wal_checkpoint(TRUNCATE)");
        using (var file = File.OpenWrite(bench.Hub.Paths.Database))
        {
            var garbage = new byte[file.Length];
            new Random(1).NextBytes(garbage);
            file.Write(garbage);
        }
        ClearPool(bench);

        var have = await TrySayAsync(bench, board.Chunk(record, bytes, 5_000, 9_000));
        Assert.All(have?.Records ?? [], r => Assert.Equal(HeldReason.Storage, r.Held.Reason));
        Assert.Contains("not a database", bench.Status.Problem, StringComparison.Ordinal);
    }

    /// <summary>What is sorted or grouped beyond SQLite's memory is of records, and TMPDIR is nobody's data folder.</summary>
    [Fact]
    public async Task Nothing_of_the_archive_goes_to_files_in_the_temporary_folder()
    {
        using var folder = new ScratchFolder();
        using var watch = SqliteTap.Watch(folder.Path, new FileLog(folder.Path)); // the tap counts from the first watch on
        await using var bench = await IngestBench.OpenAsync();
        var before = SqliteTap.UnnamedFiles;
        // 40 MB to sort.
        const string Sort = "CREATE TEMP TABLE sorted AS SELECT i, b FROM (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40000) SELECT i, randomblob(1000) AS b FROM n) ORDER BY b";
        await bench.ReadAsync(db => Task.FromResult(db.Database.ExecuteSqlRaw(Sort)));
        Assert.Equal(before, SqliteTap.UnnamedFiles);
    }

    // None where not even the reading began.
    private static async Task<Have?> TrySayAsync(IngestBench bench, params Edge.Mqtt.MqttMessage[] messages) =>
        (await bench.AnswersAsync(messages)).SingleOrDefault().Have;

    private static async Task<bool> IsStoredAsync(IngestBench bench, Guid id) =>
        (await bench.RecordsAsync()).Single(r => r.RecordId == id).State == Edge.Hub.Archive.RecordState.Stored;

    private static void ClearPool(IngestBench bench)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = bench.Hub.Paths.Database, Mode = SqliteOpenMode.ReadWrite, DefaultTimeout = 30 }.ToString());
        SqliteConnection.ClearPool(connection);
    }
}
