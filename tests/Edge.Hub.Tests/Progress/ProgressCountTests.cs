using Edge.Hub.Archive;
using Edge.Hub.Backup;
using Edge.Hub.Ingest;
using Edge.Hub.Progress;
using Edge.Hub.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Edge.Hub.Tests.Progress;

/// <summary>What was done is counted in the commit that stores it, once, whatever happens to the record.</summary>
public sealed class ProgressCountTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stored_record_counts_by_board_officer_day_service_and_outcome()
    {
        await using var bench = await ProgressBench.OpenAsync();
        var board = await bench.Ingest.BoardAsync("board-1", "muong-lay");
        board.Officer = "lan";
        await bench.RecordAsync(board, times: 2);
        await bench.RecordAsync(board, outcome: "unable-cannot-read");
        board.Officer = "";
        await bench.RecordAsync(board, kind: "activation", outcome: "requested");
        var counts = await bench.CountsAsync();
        Assert.Equal(
            [("muong-lay", "board-1", "lan", "card", "complete", 2), ("muong-lay", "board-1", "lan", "card", "unable-cannot-read", 1), ("muong-lay", "board-1", "", "activation", "requested", 1)],
            counts.Select(c => (c.Area, c.Node, c.Officer, c.Kind, c.Outcome, (int)c.Count)));
        Assert.All(counts, c => Assert.Equal(new DateOnly(2026, 11, 29), DateOnly.FromDayNumber(c.Day)));
        await SameAsync(bench);
    }

    [Theory]
    // Half past midnight in Vietnam is the day before in UTC.
    [InlineData("2026-11-27T17:30:00Z", "2026-11-28")]
    [InlineData("2026-11-27T16:30:00Z", "2026-11-27")]
    // Held for most of a year by an island, and still believed.
    [InlineData("2026-01-05T03:00:00Z", "2026-01-05")]
    // Of 2019 and of 2030: no clock that says so is right.
    [InlineData("2019-01-05T03:00:00Z", "2026-11-29")]
    [InlineData("2030-01-05T03:00:00Z", "2026-11-29")]
    [InlineData(null, "2026-11-29")]
    public async Task A_record_belongs_to_the_local_day_it_was_made_on_where_the_clock_was_right(string? clock, string day)
    {
        await using var bench = await ProgressBench.OpenAsync();
        var board = await bench.Ingest.BoardAsync("board-1");
        if (clock is not null) board.Clock = DateTimeOffset.Parse(clock, System.Globalization.CultureInfo.InvariantCulture);
        await bench.RecordAsync(board);
        Assert.Equal(day, DateOnly.FromDayNumber(Assert.Single(await bench.CountsAsync()).Day).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task A_record_counts_once_by_whatever_ways_it_comes_and_however_often()
    {
        await using var bench = await ProgressBench.OpenAsync();
        var board = await bench.Ingest.BoardAsync("board-1");
        var (record, bytes) = board.Record(100);
        await bench.Ingest.SayAsync(board.Offer(record), board.Chunk(record, bytes, 0, 100));
        await bench.Ingest.SayAsync(board.Offer(record), board.Chunk(record, bytes, 0, 100));
        Assert.True((await bench.Ingest.Ingestor.TakeWholeAsync(record, bytes, "board-1", 1, Token)).WasHere);
        // A card that was copied made another record of the same id: the same citizen.
        var (same, other) = board.Copy().Record(50, record.RecordId);
        await bench.Ingest.SayAsync(board.Offer(same), board.Chunk(same, other, 0, 50));
        Assert.Equal(1, Assert.Single(await bench.CountsAsync()).Count);
        await SameAsync(bench);
    }

    [Fact]
    public async Task A_record_that_is_taken_back_counts_no_more_and_on_its_old_day_when_it_is_here_again()
    {
        await using var bench = await ProgressBench.OpenAsync();
        var board = await bench.Ingest.BoardAsync("board-1");
        var (record, bytes) = board.Record(100);
        await bench.Ingest.SayAsync(board.Offer(record), board.Chunk(record, bytes, 0, 100));
        await bench.Ingest.ExecuteAsync("UPDATE Chunks SET Data = zeroblob(Length)");
        await new ArchiveRepair(bench.Ingest.Hub.Archive, bench.Ingest.Hub.Time, NullLogger<ArchiveRepair>.Instance).AskAgainAsync([(await bench.Ingest.RecordsAsync()).Single().Key], Token);
        Assert.Empty(await bench.CountsAsync());
        await SameAsync(bench);
        bench.Ingest.Hub.Time.Now += TimeSpan.FromDays(3);
        bench.Ingest.Ingestor.ForgetSoon();
        await bench.Ingest.SayAsync(board.Offer(record), board.Chunk(record, bytes, 0, 100));
        var count = Assert.Single(await bench.CountsAsync());
        Assert.Equal((1, new DateOnly(2026, 11, 29)), ((int)count.Count, DateOnly.FromDayNumber(count.Day)));
        await SameAsync(bench);
    }

    [Fact]
    public async Task A_commit_that_fails_counts_nothing()
    {
        await using var bench = await ProgressBench.OpenAsync();
        var board = await bench.Ingest.BoardAsync("board-1");
        await bench.Ingest.ExecuteAsync("CREATE TRIGGER full BEFORE INSERT ON AreaCounts BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END");
        var (record, bytes) = board.Record(100);
        await bench.Ingest.SayAsync(board.Offer(record), board.Chunk(record, bytes, 0, 100));
        Assert.Empty(await bench.CountsAsync());
        await bench.Ingest.ExecuteAsync("DROP TRIGGER full");
        await bench.Ingest.SayAsync(board.Offer(record), board.Chunk(record, bytes, 0, 100));
        Assert.Equal(1, Assert.Single(await bench.CountsAsync()).Count);
        await SameAsync(bench);
    }

    [Fact]
    public async Task A_board_that_invents_officers_and_outcomes_fills_a_few_rows_and_loses_no_count()
    {
        await using var bench = await ProgressBench.OpenAsync();
        await bench.Ingest.BoardAsync("board-1");
        var day = new DateOnly(2026, 11, 29);
        for (var i = 0; i < ProgressTally.MostOfBoardAndDay + 40; i++) await bench.CountAsync("north", "board-1", day, "card", "complete", 1, $"officer-{i}");
        var counts = await bench.CountsAsync();
        Assert.Equal((ProgressTally.MostOfBoardAndDay + 1, ProgressTally.MostOfBoardAndDay + 40), (counts.Count, (int)counts.Sum(c => c.Count)));
        Assert.Equal(40, counts.Single(c => c.Officer == RecordSort.Others).Count);
        // What was known before is counted as before.
        await bench.CountAsync("north", "board-1", day, "card", "complete", 1, "officer-0");
        Assert.Equal(2, (await bench.CountsAsync()).Single(c => c.Officer == "officer-0").Count);
        // Day by day it is the board's sorts in the area that bind.
        for (var i = 0; i < ProgressTally.MostOfBoardInArea + 40; i++) await bench.CountAsync("north", "board-1", day.AddDays(-1), "card", $"unable-invented-{i}", 1);
        Assert.True(await bench.Ingest.ReadAsync(db => db.Set<AreaCount>().CountAsync(c => c.Day == AreaCount.AllDays, Token)) <= ProgressTally.MostOfBoardInArea + 1);
        // A service that begins later on another board is counted by its name, on that one too.
        await bench.CountAsync("north", "board-2", day, "passport", "complete", 1);
        await bench.CountAsync("north", "board-1", day.AddDays(-2), "passport", "complete", 1);
        Assert.Equal(2, (await bench.CountsAsync()).Where(c => c.Kind == "passport").Sum(c => c.Count));
        var all = await bench.ReadAsync("");
        Assert.Equal(ProgressTally.MostOfBoardAndDay + 41 + ProgressTally.MostOfBoardInArea + 40, all.Place.Enrolled + all.Place.UnableCount + all.Place.Others);
    }

    [Fact]
    public async Task A_board_that_moves_leaves_what_it_did_with_the_place()
    {
        await using var bench = await ProgressBench.OpenAsync();
        var board = await bench.Ingest.BoardAsync("board-1", "muong-lay");
        await bench.RecordAsync(board, times: 3);
        await bench.Ingest.Hub.AddAsync("board-1", "dien-bien");
        await bench.RecordAsync(board, times: 2);
        Assert.Equal((3, 2), ((int)(await bench.ReadAsync("muong-lay")).Place.Enrolled, (int)(await bench.ReadAsync("dien-bien")).Place.Enrolled));
        await SameAsync(bench);
    }

    [Fact]
    public async Task What_was_stored_before_there_were_counts_is_counted_page_by_page()
    {
        await using var bench = await ProgressBench.OpenAsync();
        var board = await bench.Ingest.BoardAsync("board-1");
        for (var i = 0; i < 30; i++) await bench.RecordAsync(board, outcome: i % 3 == 0 ? "unable-away" : "complete");
        var before = (await bench.CountsAsync()).Select(c => (c.Sort, c.Count)).ToList();
        await bench.Ingest.ExecuteAsync("DELETE FROM ProgressCounts; DELETE FROM AreaCounts; UPDATE Records SET Counted = NULL");
        Assert.NotEmpty(await Recount.DifferencesAsync(bench.Ingest.Hub.Databases, Token));
        using var catchUp = new ProgressCatchUp(bench.Ingest.Hub.Archive, bench.Ingest.Hub.Registry, Options.Create(new IngestOptions()), bench.Ingest.Hub.Time, NullLogger<ProgressCatchUp>.Instance);
        Assert.Equal(30, await catchUp.RunAsync(Token));
        Assert.Equal(before.ToHashSet(), (await bench.CountsAsync()).Select(c => (c.Sort, c.Count)).ToHashSet());
        await SameAsync(bench);
        Assert.Equal(0, await catchUp.RunAsync(Token));
    }

    [Fact]
    public async Task A_count_that_is_wrong_is_found()
    {
        await using var bench = await ProgressBench.OpenAsync();
        await bench.RecordAsync(await bench.Ingest.BoardAsync("board-1"));
        await bench.Ingest.ExecuteAsync("UPDATE ProgressCounts SET Count = 7");
        var report = await new ProgressCheck(bench.Ingest.Hub.Databases).RunAsync(Token);
        Assert.Equal((3, 1), (report.Wrong, (int)report.Records));
        Assert.Contains("board board-1, 2026-11-29, card complete: 7 kept, 1 counted", report.Told);
    }

    private static async Task SameAsync(ProgressBench bench) => Assert.Empty(await Recount.DifferencesAsync(bench.Ingest.Hub.Databases, Token));
}
