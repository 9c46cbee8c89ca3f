using System.Data.Common;
using Edge.Hub.Archive;
using Edge.Hub.Tests.Ingest;
using Edge.Hub.Tests.Support;
using Edge.Hub.Views;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Edge.Hub.Tests.Views;

/// <summary>The first page is read every three seconds by everyone who has it open: it shows numbers that are kept, and counts nothing.</summary>
public sealed class OverviewCostTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_page_looks_at_no_record()
    {
        await using var hub = await NodeBench.OpenAsync();
        var sql = new Statements(hub.Paths.Database);
        await new Overview(sql, hub.Time).ReadAsync(Token);
        Assert.NotEmpty(sql.Texts);
        Assert.All(sql.Texts, t => Assert.DoesNotContain("\"Records\"", t, StringComparison.Ordinal));
        Assert.All(sql.Texts, t => Assert.DoesNotContain("COUNT(", t, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_numbers_kept_equal_a_recount_whatever_happens_to_records()
    {
        await using var bench = await IngestBench.OpenAsync();
        var (one, two) = (await bench.BoardAsync("board-1"), await bench.BoardAsync("board-2"));
        async Task SameAsync(string after) => Assert.True(await Recount.DifferencesAsync(bench.Hub.Databases, Token) is { Count: 0 } wrong, $"after {after}");

        var (record, bytes) = one.Record(1_000);
        await bench.SayAsync(one.Offer(record), one.Chunk(record, bytes, 0, 400));
        await SameAsync("a record begun");
        await bench.SayAsync(one.Chunk(record, bytes, 400, 1_000));
        await SameAsync("a record stored");
        var (same, other) = one.Copy().Record(500, record.RecordId);
        await bench.SayAsync(one.Offer(same), one.Chunk(same, other, 0, 500));
        await SameAsync("another record of that id");
        var clone = one.Copy();
        var ((mine, mineBytes), (theirs, theirBytes)) = (one.Record(10), clone.Record(20));
        await bench.SayAsync(one.Offer(mine), one.Chunk(mine, mineBytes, 0, 10));
        await bench.SayAsync(one.Offer(theirs), one.Chunk(theirs, theirBytes, 0, 20));
        await SameAsync("two records of one number");
        Assert.Equal((4, 2), (await bench.OverviewAsync()).Where(b => b.Node == "board-1").Select(b => ((int)b.Stored, (int)b.HeadSequence)).Single());
        foreach (var key in (await bench.RecordsAsync()).Select(r => r.Key).Take(2).ToList())
        {
            await bench.ExecuteAsync($"UPDATE Chunks SET Data = zeroblob(Length) WHERE RecordKey = {key}");
            await new Edge.Hub.Backup.ArchiveRepair(bench.Hub.Archive, bench.Hub.Time, Microsoft.Extensions.Logging.Abstractions.NullLogger<Edge.Hub.Backup.ArchiveRepair>.Instance).AskAgainAsync([key], Token);
            await SameAsync("a record taken back");
        }
        var copy = await bench.Hub.Copies.BeginBackupAsync(Token);
        await bench.Hub.Copies.FinishBackupAsync(copy, new byte[32], 2, Token);
        bench.Ingestor.ForgetSoon();
        await bench.SayAsync(one.Offer(record), one.Chunk(record, bytes, 0, 1_000));
        await SameAsync("a record stored again");
        await bench.Hub.Copies.ConfirmBackupAsync(new byte[32], Token);
        await SameAsync("a backup confirmed, with one stored after it was begun");
        Assert.Equal(1, await bench.ReadAsync(db => db.Set<BoardCounts>().Where(c => c.Node == "board-1").Select(c => c.NotSafe).SingleAsync(Token)));
        var digests = (await bench.RecordsAsync()).Select(r => r.ManifestDigest).ToList();
        var export = await bench.Hub.Copies.BeginExportAsync(new byte[32], Token);
        foreach (var _ in Enumerable.Range(0, 2)) await bench.Hub.Copies.AddToExportAsync(export, digests, Token);
        await SameAsync("an export told, twice");
        Assert.Equal(0, await bench.ReadAsync(db => db.Set<BoardCounts>().SumAsync(c => c.NotSafe, Token)));
        var offer = two.NextOffer(1);
        offer.Damaged.Add(new Contracts.Wire.DamagedRecord { Sequence = 3 });
        await bench.SayAsync(two.Message("offer", offer));
        await SameAsync("a record reported damaged");
        Assert.Equal(1, (await bench.OverviewAsync()).Single(b => b.Node == "board-2").Damaged);
        await bench.ExecuteAsync("CREATE TRIGGER full BEFORE INSERT ON Chunks BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END");
        var (lost, lostBytes) = two.Record(100);
        await bench.SayAsync(two.Offer(lost), two.Chunk(lost, lostBytes, 0, 100));
        await SameAsync("a commit that failed");
    }

    private sealed class Statements(string path) : DbCommandInterceptor, IDbContextFactory<HubDb>
    {
        public List<string> Texts { get; } = [];

        public HubDb CreateDbContext()
        {
            var options = new DbContextOptionsBuilder<HubDb>();
            HubDbRegistration.Configure(options, path);
            return new HubDb(options.AddInterceptors(this).Options);
        }

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            Texts.Add(command.CommandText);
            return base.ReaderExecutingAsync(command, eventData, result, cancellationToken);
        }
    }
}
