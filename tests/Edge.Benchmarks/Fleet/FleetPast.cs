using Edge.Agent.Telemetry;
using Edge.Agent.Uplink.Health;
using Edge.Benchmarks.Archive;
using Edge.Contracts.Sparkplug;
using Edge.Hub.Archive;
using Edge.Hub.Fleet;
using Edge.Hub.Fleet.History;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Edge.Benchmarks.Fleet;

/// <summary>Gives the boards of a hub's folder records and thirty days behind them; once, and kept.</summary>
internal sealed class FleetPast(FleetFolder folder, FleetPlan plan)
{
    private const int Days = 30;

    // So many different days are enough: what is measured is their number.
    private const int Patterns = 64;

    private string Database => Path.Combine(folder.Data, "hub.db");

    private string Mark => Path.Combine(folder.Data, "..", "past");

    public async Task FillAsync(int records, Action<string> say, CancellationToken cancellationToken)
    {
        if (File.Exists(Mark)) return;
        say("fleet: writing records and history, which takes minutes");
        new ArchiveFiller(Database, plan.Boards, FleetFolder.NameOf).Fill(records, say);
        var now = TimeProvider.System.GetUtcNow();
        FillDays(now);
        await FillHealthAsync(now, cancellationToken);
        await File.WriteAllTextAsync(Mark, "", cancellationToken);
    }

    private void FillDays(DateTimeOffset now)
    {
        var (random, today) = (new Random(1), (int)(now.ToOffset(TimeSpan.FromHours(7)).DateTime - DateTime.UnixEpoch).TotalDays);
        var patterns = Enumerable.Range(0, Patterns).Select(_ => DayOf(random)).ToList();
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Database, Pooling = false }.ToString());
        connection.Open();
        using var transaction = connection.BeginTransaction();
        using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT OR REPLACE INTO BoardDays (Node, Day, Contacts, Hours) VALUES ($node, $day, $contacts, $hours)";
        foreach (var name in (string[])["$node", "$day", "$contacts", "$hours"]) insert.Parameters.Add(new SqliteParameter(name, null));
        for (var board = 0; board < plan.Boards; board++)
        {
            for (var day = today - Days; day < today; day++)
            {
                var pattern = patterns[random.Next(Patterns)];
                (insert.Parameters[0].Value, insert.Parameters[1].Value, insert.Parameters[2].Value, insert.Parameters[3].Value) = (FleetFolder.NameOf(board), day, pattern.Contacts, pattern.Hours);
                insert.ExecuteNonQuery();
            }
        }
        transaction.Commit();
    }

    private static BoardDay DayOf(Random random)
    {
        var log = new DayLog(0);
        for (var slot = 0; slot < DayLog.Slots; slot++)
        {
            log.Note(TimeSpan.FromMinutes(slot * DayLog.SlotMinutes), new BoardSample(slot is > 80 and < 220 && random.Next(4) > 0, random.Next(50), random.Next(100), random.Next(100), 20 + random.Next(30), random.Next(2), random.Next(100_000)));
        }
        return log.Row("");
    }

    private async Task FillHealthAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var random = new Random(2);
        var options = new DbContextOptionsBuilder<HubDb>();
        options.UseSqlite(new SqliteConnectionStringBuilder { DataSource = Database, Pooling = false }.ToString());
        await using var db = new HubDb(options.Options);
        for (var i = 0; i < plan.Boards; i++)
        {
            var (node, at) = (FleetFolder.NameOf(i), now - TimeSpan.FromMinutes(random.Next(3 * 24 * 60)));
            if (!await db.Set<BoardContact>().AnyAsync(c => c.Node == node, cancellationToken)) db.Add(new BoardContact { Node = node, LastContactAt = at, HeadSequence = 90, BacklogRecords = random.Next(40), BacklogBytes = random.Next(4_000_000), Version = "1.0.0" });
            if (await db.Set<BoardHealth>().AnyAsync(h => h.Node == node, cancellationToken)) continue;
            var (board, heard, row) = (new SparkplugNode(), new HeardBoard(), new BoardHealth { Node = node });
            heard.Born(SparkplugRules.Parse(board.Birth(new Reading { [BoardMetrics.LinkSignal] = -60 - random.Next(40), [BoardMetrics.PowerCharge] = random.Next(100), [BoardMetrics.PowerSource] = "mains", [BoardMetrics.Temperature] = 40f, [BoardMetrics.DiskFree] = 8_000_000_000L }, at)), at);
            heard.WriteTo(row);
            db.Add(row);
        }
        await db.SaveChangesAsync(cancellationToken);
    }
}
