using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Backup;

/// <summary>Once an hour goes through the archive for sealed bytes that are due to be deleted, and leaves four fifths of the time to everyone else.</summary>
internal sealed partial class RetentionService(Retention retention, TimeProvider time, ILogger<RetentionService> logger) : BackgroundService
{
    private static readonly TimeSpan Between = TimeSpan.FromHours(1);

    private static readonly TimeSpan LeastPause = TimeSpan.FromMilliseconds(20);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!retention.IsOn) return;
        while (true)
        {
            // Not at the start: boards that waited for the hub come first.
            await Task.Delay(Between, time, stoppingToken);
            try
            {
                await RoundAsync(stoppingToken);
            }
            catch (Exception e) when (e is SqliteException or DbUpdateException)
            {
                LogNotDone(Between, e);
            }
        }
    }

    internal async Task<long> RoundAsync(CancellationToken cancellationToken)
    {
        var deleted = 0L;
        for (long? next = 0; next is { } after;)
        {
            var since = time.GetTimestamp();
            (next, var count) = await retention.PageAsync(after, cancellationToken);
            deleted += count;
            if (next is null) break;
            var took = time.GetElapsedTime(since) * 4;
            await Task.Delay(took > LeastPause ? took : LeastPause, time, cancellationToken);
        }
        if (deleted > 0) LogDeleted(deleted);
        return deleted;
    }

    [LoggerMessage(LogLevel.Information, "Sealed bytes of {Records} records were deleted: a confirmed export has had them for longer than Archive:KeepFor. Manifests and receipts stay")]
    private partial void LogDeleted(long records);

    [LoggerMessage(LogLevel.Warning, "Sealed bytes that are due to be deleted are still there; it is tried again in {Delay}")]
    private partial void LogNotDone(TimeSpan delay, Exception exception);
}
