using Edge.Hub.Archive;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Fleet;

/// <summary>Writes down the last values of boards, many at once and seldom: losing ten seconds of them to a crash costs nothing, and records come first.</summary>
internal sealed partial class FleetStore(FleetState book, ArchiveWriter archive, TimeProvider time, ILogger<FleetStore> logger) : BackgroundService
{
    public const string Incident = "malformed-health";

    private const string Upsert = """
        INSERT INTO "BoardHealth" ("Node", "BirthDeath", "DiedAt", "Values") VALUES ($node, $birth, $died, $values)
        ON CONFLICT ("Node") DO UPDATE SET "BirthDeath" = excluded."BirthDeath", "DiedAt" = excluded."DiedAt", "Values" = excluded."Values"
        """;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    // Boards tell something each minute at most; each is written once in so long, at its own time.
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        book.Changed += node => archive.Changed.Touch(node, ChangedOf.Health);
        await using (var db = await archive.OpenAsync(cancellationToken)) book.Load(await db.Set<BoardHealth>().AsNoTracking().ToListAsync(cancellationToken));
        await base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await WriteAsync(TimeSpan.Zero, cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken)) await WriteAsync(Pause, stoppingToken);
    }

    /// <summary>Writes boards that came or went, and values that have waited for so long.</summary>
    internal async Task WriteAsync(TimeSpan pause, CancellationToken cancellationToken)
    {
        var (rows, refused) = book.TakeUnwritten(time.GetUtcNow(), pause);
        if (rows.Count == 0 && refused.Count == 0) return;
        try
        {
            await archive.ChangeAsync(async db =>
            {
                await PutAsync(db, rows, cancellationToken);
                foreach (var (node, (detail, count)) in refused) await IncidentLog.NoteAsync(db, node, Incident, detail, count, time.GetUtcNow(), cancellationToken);
                return true;
            }, cancellationToken);
            foreach (var node in refused.Keys) archive.Changed.Touch(node, ChangedOf.Archive);
        }
        catch (Exception e) when (e is DbUpdateException or SqliteException)
        {
            book.PutBack(rows);
            LogNotWritten(e);
        }
    }

    private static async Task PutAsync(HubDb db, IReadOnlyList<BoardHealth> rows, CancellationToken cancellationToken)
    {
        await using var put = db.Command(Upsert);
        var (node, birth, died, values) = (put.Parameters.Add("$node", SqliteType.Text), put.Parameters.Add("$birth", SqliteType.Integer), put.Parameters.Add("$died", SqliteType.Integer), put.Parameters.Add("$values", SqliteType.Blob));
        foreach (var row in rows)
        {
            (node.Value, birth.Value, died.Value, values.Value) = (row.Node, row.BirthDeath, (object?)row.DiedAt?.ToUnixTimeMilliseconds() ?? DBNull.Value, row.Values);
            await put.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The health of boards could not be written down; it is known all the same, and tried again in ten seconds")]
    private partial void LogNotWritten(Exception exception);
}
