using System.Diagnostics;
using Edge.Contracts.Sparkplug;
using Edge.Hub.Archive;
using Edge.Hub.Boards;
using Edge.Hub.Fleet.History;
using Edge.Hub.Tests.Fleet;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Tests.Views.Fleet;

/// <summary>What the read model costs with as many boards as the country has. It prints figures and holds what does not depend on the machine.</summary>
public sealed class FleetCostTests(ITestOutputHelper output)
{
    private const int Boards = 11_000;
    private const int Days = 30;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_fleet_of_11_000_boards_with_a_month_of_history_is_read_once_and_then_board_by_board()
    {
        await using var bench = await FleetBench.OpenAsync();
        await FillAsync(bench);
        await bench.Ingest.Hub.Registry.LoadAsync(Token);
        Print("start: history of the last week", await TimedAsync(() => bench.History.LoadAsync(Token)));
        Print("start: habits", await TimedAsync(() => bench.Habits.LoadAsync(Token)));
        Print("start: rows", await TimedAsync(() => bench.Keeper.LoadAsync(Token)));
        Assert.Equal(Boards, bench.Book.Rows.Count);
        // Twelve hours of each of the six days that the strip holds whole.
        Assert.Equal(6 * 12, Set(bench.Row("board-00000").Contacts));

        for (var i = 0; i < Boards; i++) Says(bench, i, 1);
        await bench.StepAsync();
        var first = bench.Book.Rows;
        // One second of a fleet in which each board says something once a minute, in four steps.
        Print("a second of it: 183 boards say something", await TimedAsync(async () =>
        {
            for (var i = 0; i < 183; i++)
            {
                Says(bench, i * 60, 2);
                if (i % 46 == 45) await bench.StepAsync(TimeSpan.FromMilliseconds(250));
            }
            await bench.StepAsync();
        }));
        // Rows of boards that said nothing are the same objects.
        Assert.Equal(Boards - 183, first.Zip(bench.Book.Rows).Count(r => ReferenceEquals(r.First, r.Second)));
        for (var i = 0; i < 500; i++) bench.Ingest.Hub.Archive.Changed.Touch($"board-{i:00000}", ChangedOf.Archive);
        Print("500 boards of which the archive changed", await TimedAsync(() => bench.StepAsync()));
        Print("every 15 s: states by time", await TimedAsync(() => bench.StepAsync(TimeSpan.FromSeconds(15))));
        Print("every 5 min: history written", await TimedAsync(() => bench.History.WriteAsync(Token)));
        Print("50 habits learned", await TimedAsync(() => bench.Habits.LearnAsync(50, Token)));
        bench.Says(SparkplugVerb.Death, "board-00007", Said.Death(1));
        await bench.StepAsync();
        Assert.False(bench.Row("board-00007").Online);
    }

    private void Print(string what, (TimeSpan Took, long Bytes) cost) => output.WriteLine($"{what,-45} {cost.Took.TotalMilliseconds,8:0.0} ms {cost.Bytes / 1024.0,12:0} KiB");

    private static async Task<(TimeSpan Took, long Bytes)> TimedAsync(Func<Task> work)
    {
        var (since, before) = (Stopwatch.GetTimestamp(), GC.GetTotalAllocatedBytes());
        await work();
        return (Stopwatch.GetElapsedTime(since), GC.GetTotalAllocatedBytes() - before);
    }

    private static void Says(FleetBench bench, int board, int charge) => bench.Born($"board-{board:00000}",
        ("Backlog/Records", 1, SparkplugType.Int64, 4L), ("Backlog/Bytes", 2, SparkplugType.Int64, 90_000L), ("Backlog/OldestSeconds", 3, SparkplugType.Int64, 600L),
        ("Link/Technology", 6, SparkplugType.String, "cellular"), ("Link/SignalDbm", 7, SparkplugType.Int32, -91), ("Disk/FreeBytes", 9, SparkplugType.Int64, 9_000_000_000L), ("Disk/TotalBytes", 32, SparkplugType.Int64, 31_000_000_000L),
        ("Board/Celsius", 13, SparkplugType.Float, 41.5f), ("Power/Source", 15, SparkplugType.String, "battery"), ("Power/ChargePercent", 16, SparkplugType.Int32, 60 + charge),
        ("Clock/State", 17, SparkplugType.String, "synchronised"), ("Devices", 19, SparkplugType.String, "ok"), ("Software/Version", 20, SparkplugType.String, "1.0.0"));

    // Twelve hours of every day, with figures.
    private static Task<bool> FillAsync(FleetBench bench) => bench.Ingest.ReadAsync(async db =>
    {
        var hours = new HourFigures?[24];
        for (var h = 0; h < 12; h++) hours[h] = new HourFigures(h, 80, 60, 21, 25, 3, 1_500_000);
        var contacts = Enumerable.Range(0, 36).Select(i => i < 18 ? (byte)0xff : (byte)0).ToArray();
        await using var transaction = await db.Database.BeginTransactionAsync(Token);
        db.AddRange(Enumerable.Range(0, Boards).Select(i => new Node { Name = $"board-{i:00000}", Group = $"group-{i % 60}", MqttAddress = "", HttpsAddress = "", CreatedAt = DateTimeOffset.UnixEpoch }));
        db.AddRange(Enumerable.Range(0, Boards).Select(i => new BoardContact { Node = $"board-{i:00000}", LastContactAt = bench.Ingest.Hub.Time.Now.AddHours(-9) }));
        db.AddRange(Enumerable.Range(0, Boards).Select(i => new BoardCounts { Node = $"board-{i:00000}", Stored = 90, Numbers = 90, Newest = 90 }));
        await db.SaveChangesAsync(Token);
        var sql = $"""
            WITH RECURSIVE "d"("Day") AS (SELECT 1 UNION ALL SELECT "Day" + 1 FROM "d" WHERE "Day" < {Days})
            INSERT INTO "BoardDays" ("Node", "Day", "Contacts", "Hours") SELECT "Name", {bench.History.Today} - "Day", $contacts, $hours FROM "d", "Nodes"
            """;
        await db.Database.ExecuteSqlRawAsync(sql, [new Microsoft.Data.Sqlite.SqliteParameter("$contacts", contacts), new Microsoft.Data.Sqlite.SqliteParameter("$hours", HourFigures.Pack(hours))], Token);
        await transaction.CommitAsync(Token);
        return true;
    });

    private static int Set(IReadOnlyList<byte> bits) => Enumerable.Range(0, bits.Count * 8).Count(i => (bits[i / 8] & (1 << i % 8)) != 0);
}
