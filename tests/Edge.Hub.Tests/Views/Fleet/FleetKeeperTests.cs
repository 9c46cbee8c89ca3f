using Edge.Contracts.Sparkplug;
using Edge.Hub.Tests.Fleet;
using Edge.Hub.Views.Fleet;

namespace Edge.Hub.Tests.Views.Fleet;

public sealed class FleetKeeperTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_board_that_is_added_heard_dies_and_is_locked_shows_so_with_the_next_step()
    {
        await using var bench = await FleetBench.OpenAsync();
        await bench.Keeper.LoadAsync(Token);
        Assert.Empty(bench.Book.Rows);
        await bench.Ingest.BoardAsync("board-1", "muong-lay");
        await bench.StepAsync();
        Assert.Equal((BoardState.Unheard, "muong-lay", null), (bench.Row("board-1").State, bench.Row("board-1").Group, bench.Row("board-1").LastContact));
        bench.Born("board-1", ("Power/ChargePercent", 16, SparkplugType.Int32, 80), ("Devices", 19, SparkplugType.String, "ok"), ("Backlog/Records", 1, SparkplugType.Int64, 4L), ("Backlog/OldestSeconds", 3, SparkplugType.Int64, 600L));
        var heard = bench.Ingest.Hub.Time.Now;
        await bench.StepAsync();
        var row = bench.Row("board-1");
        Assert.Equal((BoardState.Healthy, true, heard, 80.0, true, 4L, heard.AddSeconds(-600)), (row.State, row.Online, row.LastContact, row.PowerPercent!.Value, row.Paper!.Value, row.BacklogRecords, row.BacklogOldest));
        await bench.StepAsync(TimeSpan.FromMinutes(5));
        bench.Says(SparkplugVerb.Death, "board-1", Said.Death(1));
        await bench.StepAsync();
        Assert.Equal((BoardState.OfflineAsUsual, false, heard), (bench.Row("board-1").State, bench.Row("board-1").Online, bench.Row("board-1").LastContact));
        Assert.True(await bench.Ingest.Hub.Registry.RevokeAsync("board-1", Token));
        await bench.StepAsync();
        Assert.Equal(BoardState.Locked, bench.Row("board-1").State);
    }

    [Theory]
    [InlineData("printer paper-out", "Paper", "")]
    [InlineData("printer paper-out+offline", "Device Paper", "printer paper-out+offline")] // as boards told it once
    [InlineData("printer cutter-stuck", "Device", "printer cutter-stuck")]
    [InlineData("power battery-low", "Battery", "")]
    [InlineData("printer paper-near-end", "", "")]
    [InlineData("scanner failed, printer paper-out, printer paper-near-end", "Device Paper", "scanner failed")]
    [InlineData("ok", "", "")]
    public async Task What_a_board_tells_of_its_devices_has_its_cause_and_the_device_its_name(string told, string causes, string faults)
    {
        await using var bench = await FleetBench.OpenAsync();
        await bench.Ingest.BoardAsync("board-1");
        await bench.Keeper.LoadAsync(Token);
        bench.Born("board-1", ("Devices", 19, SparkplugType.String, told));
        await bench.StepAsync();
        var row = bench.Row("board-1");
        Assert.Equal((causes, faults), (string.Join(' ', row.Causes), string.Join(", ", row.Faults)));
        Assert.Equal(causes.Length == 0 ? BoardState.Healthy : BoardState.Attention, row.State);
    }

    [Fact]
    public async Task What_ingest_commits_shows_and_what_it_does_not_commit_does_not()
    {
        await using var bench = await FleetBench.OpenAsync();
        var board = await bench.Ingest.BoardAsync("board-1");
        await bench.Keeper.LoadAsync(Token);
        var (record, bytes) = board.Record(1_000);
        await bench.Ingest.SayAsync(board.Offer(record), board.Chunk(record, bytes, 0, 400));
        await bench.StepAsync();
        Assert.Equal((0L, 1L), (bench.Row("board-1").Stored, bench.Row("board-1").Receiving));
        await bench.Ingest.SayAsync(board.Chunk(record, bytes, 400, 1_000));
        await bench.StepAsync();
        Assert.Equal((1L, 0L), (bench.Row("board-1").Stored, bench.Row("board-1").Receiving));
        await bench.Ingest.ExecuteAsync("CREATE TRIGGER full BEFORE INSERT ON Chunks BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END");
        var (lost, lostBytes) = board.Record(100);
        await bench.Ingest.SayAsync(board.Offer(lost), board.Chunk(lost, lostBytes, 0, 100));
        await bench.StepAsync();
        Assert.Equal((1L, 0L), (bench.Row("board-1").Stored, bench.Row("board-1").Receiving));
    }

    [Fact]
    public async Task Nothing_is_published_where_nothing_changed_and_no_more_than_twice_a_second()
    {
        await using var bench = await FleetBench.OpenAsync();
        await bench.Ingest.BoardAsync("board-1");
        await bench.Keeper.LoadAsync(Token);
        var published = 0;
        bench.Book.Changed += () => published++;
        for (var i = 0; i < 10; i++) await bench.StepAsync(TimeSpan.FromMilliseconds(250));
        Assert.Equal(0, published);
        for (var i = 0; i < 8; i++)
        {
            bench.Born("board-1", ("Board/Celsius", 13, SparkplugType.Float, 40f + i));
            await bench.StepAsync(TimeSpan.FromMilliseconds(250));
        }
        Assert.Equal(4, published);
    }

    [Fact]
    public async Task A_board_becomes_silent_by_time_alone_and_a_list_once_taken_never_changes()
    {
        await using var bench = await FleetBench.OpenAsync();
        await bench.Ingest.BoardAsync("board-1");
        await bench.Ingest.BoardAsync("board-2");
        bench.Born("board-1");
        bench.Says(SparkplugVerb.Death, "board-1", Said.Death(1));
        await bench.Keeper.LoadAsync(Token);
        var before = bench.Book.Rows;
        Assert.Equal(BoardState.Healthy, before[0].State);
        await bench.StepAsync(TimeSpan.FromHours(47));
        Assert.Equal(BoardState.OfflineAsUsual, bench.Row("board-1").State);
        await bench.StepAsync(TimeSpan.FromHours(2));
        Assert.Equal(BoardState.Silent, bench.Row("board-1").State);
        Assert.Equal([BoardCause.Silent], bench.Row("board-1").Causes);
        Assert.Equal(BoardState.Unheard, bench.Row("board-2").State);
        Assert.Equal(BoardState.Healthy, before[0].State);
    }

    [Fact]
    public async Task A_hub_that_was_away_gives_boards_an_hour_before_it_calls_them_silent()
    {
        await using var bench = await FleetBench.OpenAsync();
        await bench.Ingest.BoardAsync("board-1");
        bench.Born("board-1");
        bench.Says(SparkplugVerb.Death, "board-1", Said.Death(1));
        // The hub is down for a week, and starts.
        bench.Ingest.Hub.Time.Pass(TimeSpan.FromDays(7));
        await bench.Keeper.LoadAsync(Token);
        Assert.Equal(BoardState.OfflineAsUsual, bench.Row("board-1").State);
        // Its broker comes back some minutes later; from then on the hour counts.
        await bench.StepAsync(TimeSpan.FromMinutes(20));
        bench.Health.ListenAnew(bench.Ingest.Hub.Time.Now);
        await bench.StepAsync(TimeSpan.FromMinutes(59));
        Assert.Equal(BoardState.OfflineAsUsual, bench.Row("board-1").State);
        await bench.StepAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(BoardState.Silent, bench.Row("board-1").State);
    }
}
