using Edge.Hub.Archive;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Fleet;

/// <summary>Writes down the last values of boards, many at once and seldom: losing ten seconds of them to a crash costs nothing, and records come first.</summary>
internal sealed partial class FleetStore(FleetState book, ArchiveWriter archive, TimeProvider time, ILogger<FleetStore> logger) : BackgroundService
{
    public const string Incident = "malformed-health";

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await using (var db = await archive.OpenAsync(cancellationToken)) book.Load(await db.Set<BoardHealth>().AsNoTracking().ToListAsync(cancellationToken));
        await base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await WriteAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken)) await WriteAsync(stoppingToken);
    }

    internal async Task WriteAsync(CancellationToken cancellationToken)
    {
        var (rows, refused) = book.TakeUnwritten();
        if (rows.Count == 0 && refused.Count == 0) return;
        try
        {
            using var turn = await archive.TurnAsync(cancellationToken);
            await using var db = await archive.OpenAsync(cancellationToken);
            var names = rows.Select(r => r.Node).ToList();
            var known = (await db.Set<BoardHealth>().Where(h => names.Contains(h.Node)).Select(h => h.Node).ToListAsync(cancellationToken)).ToHashSet(StringComparer.Ordinal);
            foreach (var row in rows) db.Entry(row).State = known.Contains(row.Node) ? EntityState.Modified : EntityState.Added;
            foreach (var (node, (detail, count)) in refused) await IncidentLog.NoteAsync(db, node, Incident, detail, count, time.GetUtcNow(), cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (Exception e) when (e is DbUpdateException or Microsoft.Data.Sqlite.SqliteException)
        {
            book.PutBack(rows);
            LogNotWritten(e);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The health of boards could not be written down; it is known all the same, and tried again in ten seconds")]
    private partial void LogNotWritten(Exception exception);
}
