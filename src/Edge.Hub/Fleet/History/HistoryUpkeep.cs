using Edge.Hub.Archive;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Fleet.History;

/// <summary>Writes history down every few minutes, and at the stop; deletes what is older than is kept.</summary>
internal sealed partial class HistoryUpkeep(BoardHistory history, SteadyClock clock, TimeProvider time, ILogger<HistoryUpkeep> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await history.LoadAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await WriteAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        while (await timer.WaitForNextTickAsync(stoppingToken)) await WriteAsync(stoppingToken);
    }

    internal async Task WriteAsync(CancellationToken cancellationToken)
    {
        try
        {
            await history.WriteAsync(cancellationToken);
            if (!await clock.MayDeleteAsync(cancellationToken)) return;
            while (await history.DeleteOldAsync(cancellationToken)) cancellationToken.ThrowIfCancellationRequested();
        }
        catch (Exception e) when (e is SqliteException or DbUpdateException)
        {
            LogNotWritten(e);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The history of boards could not be written down; it is kept in memory and tried again in five minutes")]
    private partial void LogNotWritten(Exception exception);
}
