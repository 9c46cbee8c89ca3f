using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Archive;

/// <summary>
/// Whether what is old may be deleted now. A machine that once starts with its clock years ahead makes everything old: the newest time seen is kept in the
/// archive, and while the clock is further ahead of it than a day, those who delete rest, until it has run on evenly for a day.
/// </summary>
internal sealed partial class SteadyClock(ArchiveWriter archive, TimeProvider time, ILogger<SteadyClock> logger)
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    // How often the newest time is written down.
    private static readonly TimeSpan Noted = TimeSpan.FromHours(1);

    // More than this no clock strays in a day by itself.
    private static readonly TimeSpan Stray = TimeSpan.FromMinutes(10);

    private volatile Seen? _newest;
    private volatile Ahead? _ahead;

    /// <summary>False while the clock may be wrong.</summary>
    public async Task<bool> MayDeleteAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var newest = _newest ??= await ReadAsync(now, cancellationToken);
        if (now - newest.At > Day && !HasRunOn(now, newest.At)) return false;
        _ahead = null;
        if (newest.IsNoted && now - newest.At < Noted) return true;
        var next = now > newest.At ? now : newest.At;
        await WriteAsync(next, cancellationToken);
        _newest = new Seen(next, IsNoted: true);
        return true;
    }

    private bool HasRunOn(DateTimeOffset now, DateTimeOffset newest)
    {
        if (_ahead is { } since && (now - since.At - time.GetElapsedTime(since.Mark)).Duration() < Stray) return time.GetElapsedTime(since.Mark) >= Day;
        _ahead = new Ahead(now, time.GetTimestamp());
        LogAhead(now, newest);
        return false;
    }

    // Where it was never noted, the newest record says it.
    private async Task<Seen> ReadAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var db = await archive.OpenAsync(cancellationToken);
        var noted = await HubSetting.ReadAsync(db, HubSetting.NewestTime, cancellationToken);
        if (long.TryParse(noted, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)) return new Seen(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds), IsNoted: true);
        return new Seen(await db.Set<ArchivedRecord>().MaxAsync(r => r.StoredAt, cancellationToken) ?? now, IsNoted: false);
    }

    private Task<bool> WriteAsync(DateTimeOffset newest, CancellationToken cancellationToken) => archive.ChangeAsync(async db =>
    {
        await HubSetting.PutAsync(db, HubSetting.NewestTime, newest.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture), cancellationToken);
        return true;
    }, cancellationToken);

    private sealed record Seen(DateTimeOffset At, bool IsNoted);

    private sealed record Ahead(DateTimeOffset At, long Mark);

    [LoggerMessage(LogLevel.Warning, "The clock says {Now:u}, and the newest time seen before is {Newest:u}: nothing is deleted for its age until the clock has run on evenly for a day. Check the clock of this machine")]
    private partial void LogAhead(DateTimeOffset now, DateTimeOffset newest);
}
