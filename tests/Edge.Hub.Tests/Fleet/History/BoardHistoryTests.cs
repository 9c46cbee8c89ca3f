using Edge.Contracts.Sparkplug;
using Edge.Hub.Archive;
using Edge.Hub.Fleet;
using Edge.Hub.Fleet.Habit;
using Edge.Hub.Fleet.History;
using Edge.Hub.Tests.Support;
using Edge.Hub.Tests.Views.Fleet;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Edge.Hub.Tests.Fleet.History;

public sealed class BoardHistoryTests
{
    private static readonly TimeSpan Local = TimeSpan.FromHours(7);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_noted_is_read_again_by_the_next_hub_and_goes_on_in_the_same_day()
    {
        await using var bench = await NodeBench.OpenAsync();
        bench.Time.Now = At(10, 9, 12);
        var history = New(bench);
        history.Note("board-1", new BoardSample(true, 12, 80, 55, 31.4, 0, 0));
        bench.Time.Now = At(10, 9, 58);
        history.Note("board-1", new BoardSample(true, 9, null, 50, 28.6, 3, 900));
        await history.WriteAsync(Token);
        var again = New(bench);
        await again.LoadAsync(Token);
        bench.Time.Now = At(10, 9, 59);
        again.Note("board-1", new BoardSample(false, 8, null, null, null, 1, 100));
        var past = await again.ReadAsync("board-1", At(10, 0, 0), At(10, 23, 0), Token);
        Assert.Equal([new HistoryPoint(At(10, 9, 0), 8, 80, 50, 29, 29, 4, 1000)], past.Points);
        Assert.Equal([new ContactWindow(At(10, 9, 10), At(10, 9, 15)), new ContactWindow(At(10, 9, 55), At(10, 10, 0))], past.Windows);
    }

    [Fact]
    public async Task A_day_that_ended_before_it_was_written_is_not_lost_and_a_window_over_midnight_is_one()
    {
        await using var bench = await NodeBench.OpenAsync();
        var history = New(bench);
        bench.Time.Now = At(10, 23, 57);
        history.Note("board-1", new BoardSample(true, 1, null, null, null, 1, 10));
        bench.Time.Now = At(11, 0, 2);
        history.Note("board-1", new BoardSample(true, 2, null, null, null, 0, 0));
        ContactWindow[] expected = [new(At(10, 23, 55), At(11, 0, 5))];
        Assert.Equal(expected, (await history.ReadAsync("board-1", At(10, 0, 0), At(11, 1, 0), Token)).Windows);
        await history.WriteAsync(Token);
        var again = New(bench);
        await again.LoadAsync(Token);
        Assert.Equal(expected, (await again.ReadAsync("board-1", At(10, 0, 0), At(11, 1, 0), Token)).Windows);
    }

    [Fact]
    public async Task A_write_that_fails_is_tried_again_and_nothing_of_it_is_lost()
    {
        await using var bench = await NodeBench.OpenAsync();
        var history = New(bench);
        history.Note("board-1", new BoardSample(true, 1, null, null, null, 2, 10));
        await using (var db = await bench.Databases.CreateDbContextAsync(Token)) await db.Database.ExecuteSqlRawAsync("CREATE TRIGGER full BEFORE INSERT ON BoardDays BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END", Token);
        await Assert.ThrowsAsync<Microsoft.Data.Sqlite.SqliteException>(() => history.WriteAsync(Token));
        await using (var db = await bench.Databases.CreateDbContextAsync(Token)) await db.Database.ExecuteSqlRawAsync("DROP TRIGGER full", Token);
        await history.WriteAsync(Token);
        await using var read = await bench.Databases.CreateDbContextAsync(Token);
        Assert.Equal(2, HourFigures.Unpack((await read.Set<BoardDay>().SingleAsync(Token)).Hours).Sum(h => h?.Records ?? 0));
    }

    [Fact]
    public async Task Days_older_than_are_kept_are_deleted_in_pages_and_no_others()
    {
        await using var bench = await NodeBench.OpenAsync();
        var history = New(bench);
        var today = history.Today;
        await using (var db = await bench.Databases.CreateDbContextAsync(Token))
        {
            db.AddRange(Enumerable.Range(0, 700).Select(i => new BoardDay { Node = $"board-{i}", Day = today - 91 }));
            db.AddRange(Enumerable.Range(0, 10).Select(i => new BoardDay { Node = $"board-{i}", Day = today - 90 }));
            await db.SaveChangesAsync(Token);
        }
        Assert.True(await history.DeleteOldAsync(Token));
        Assert.False(await history.DeleteOldAsync(Token));
        await using var read = await bench.Databases.CreateDbContextAsync(Token);
        Assert.Equal([today - 90], await read.Set<BoardDay>().Select(d => d.Day).Distinct().ToListAsync(Token));
    }

    [Fact]
    public async Task A_clock_that_goes_a_day_back_writes_over_nothing_of_the_day_it_comes_into_again()
    {
        await using var bench = await NodeBench.OpenAsync();
        var history = New(bench);
        foreach (var (day, hour, write) in new[] { (10, 9, true), (11, 8, true), (10, 12, false), (11, 9, false), (10, 13, true) })
        {
            bench.Time.Now = At(day, hour, 0);
            history.Note("board-1", new BoardSample(true, 1, null, null, null, 1, 10));
            if (write) await history.WriteAsync(Token);
        }
        Assert.Equal(3, (await history.ReadAsync("board-1", At(10, 0, 0), At(10, 23, 0), Token)).Points.Count);
        var again = New(bench);
        await again.LoadAsync(Token);
        Assert.Equal([(9, 1L), (12, 1L), (13, 1L)], (await again.ReadAsync("board-1", At(10, 0, 0), At(10, 23, 0), Token)).Points.Select(p => (p.At.Hour, p.Records)));
        Assert.Equal([(8, 1L), (9, 1L)], (await again.ReadAsync("board-1", At(11, 0, 0), At(11, 23, 0), Token)).Points.Select(p => (p.At.Hour, p.Records)));
    }

    [Fact]
    public async Task A_clock_years_ahead_deletes_no_history_and_forgets_no_habit()
    {
        await using var bench = await NodeBench.OpenAsync();
        bench.Time.Now = At(10, 9, 0);
        await bench.AddAsync("board-1");
        var history = New(bench);
        var clock = new SteadyClock(bench.Archive, bench.Time, NullLogger<SteadyClock>.Instance);
        using var upkeep = new HistoryUpkeep(history, clock, bench.Time, NullLogger<HistoryUpkeep>.Instance);
        var habits = new HabitBook(history, bench.Registry, bench.Archive, Options.Create(new FleetOptions()));
        using var teacher = new HabitTeacher(habits, clock, bench.Time, NullLogger<HabitTeacher>.Instance);
        await using (var db = await bench.Databases.CreateDbContextAsync(Token))
        {
            // An hour at eight each evening, for four weeks.
            db.AddRange(Enumerable.Range(1, 28).Select(i => Evening(history.Today - i)));
            await db.SaveChangesAsync(Token);
        }
        await upkeep.WriteAsync(Token);
        await teacher.StepAsync(Token);
        Assert.NotNull(habits.Of("board-1", "north", bench.Time.Now));
        bench.Time.Now = bench.Time.Now.AddYears(8);
        await upkeep.WriteAsync(Token);
        await teacher.StepAsync(Token);
        Assert.NotNull(habits.Of("board-1", "north", bench.Time.Now));
        await using var read = await bench.Databases.CreateDbContextAsync(Token);
        Assert.Equal(28, await read.Set<BoardDay>().CountAsync(Token));

        static BoardDay Evening(int day)
        {
            var log = new DayLog(day);
            for (var minute = 0; minute < 60; minute += 5) log.Note(new TimeSpan(20, minute, 0), new BoardSample(true, 0, null, null, null, 0, 0));
            return log.Row("board-1");
        }
    }

    [Fact]
    public void The_strip_of_contacts_moves_with_the_hours()
    {
        var hours = new ContactHours();
        hours.Note(1000);
        hours.Note(1003);
        Assert.Equal([163 + 1, 167], Set(hours.At(1003)));
        Assert.Same(hours.At(1003), hours.At(1003));
        Assert.Equal([164 - 100, 67], Set(hours.At(1103)));
        hours.Note(1000 - 50);
        Assert.Equal([14, 64, 67], Set(hours.At(1103)));
        Assert.Empty(Set(hours.At(1003 + 168)));
    }

    [Fact]
    public async Task What_boards_say_and_ingest_stores_becomes_history_and_a_board_that_is_connected_stays_in_contact()
    {
        await using var bench = await FleetBench.OpenAsync();
        var board = await bench.Ingest.BoardAsync("board-1");
        bench.Ingest.Hub.Time.Now = At(10, 8, 0);
        await bench.Keeper.LoadAsync(Token);
        bench.Born("board-1", ("Power/ChargePercent", 16, SparkplugType.Int32, 77), ("Backlog/Records", 1, SparkplugType.Int64, 1L));
        await bench.StepAsync();
        var (record, bytes) = board.Record(1_000);
        await bench.Ingest.SayAsync(board.Offer(record), board.Chunk(record, bytes, 0, 1_000));
        await bench.StepAsync();
        for (var i = 0; i < 60; i++) await bench.StepAsync(TimeSpan.FromMinutes(1));
        bench.Says(SparkplugVerb.Death, "board-1", Said.Death(1));
        await bench.StepAsync();
        for (var i = 0; i < 60; i++) await bench.StepAsync(TimeSpan.FromMinutes(1));
        var past = await bench.History.ReadAsync("board-1", At(10, 0, 0), At(10, 12, 0), Token);
        Assert.Equal([new ContactWindow(At(10, 8, 0), At(10, 9, 5))], past.Windows);
        Assert.Equal((1L, 1_000L, 77), (past.Points[0].Records, past.Points[0].Bytes, past.Points[0].Power));
        Assert.Equal([167 - 2, 167 - 1], Set(bench.Row("board-1").Contacts));
    }

    private static BoardHistory New(NodeBench bench) => new(bench.Archive, Options.Create(new FleetOptions()), bench.Time);

    private static DateTimeOffset At(int day, int hour, int minute) => new(2030, 1, day, hour, minute, 0, Local);

    private static List<int> Set(IReadOnlyList<byte> bits) => [.. Enumerable.Range(0, bits.Count * 8).Where(i => (bits[i / 8] & (1 << i % 8)) != 0)];
}
