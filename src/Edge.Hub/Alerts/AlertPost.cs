using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Edge.Hub.Alerts;

/// <summary>Sends what waits in the outbox, each way by itself, and tries again what could not be sent.</summary>
internal sealed partial class AlertPost(IEnumerable<IAlertSender> senders, AlertOutbox outbox, IOptions<AlertsOptions> options, TimeProvider time, ILogger<AlertPost> logger) : BackgroundService
{
    /// <summary>What could not be sent for so long is given up: nobody is helped by it any more.</summary>
    public static readonly TimeSpan GiveUpAfter = TimeSpan.FromDays(3);

    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, DateTimeOffset> _sentAt = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken) => await Task.WhenAll(senders.Select(s => ServeAsync(s, stoppingToken)));

    private async Task ServeAsync(IAlertSender sender, CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Step, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (outbox.MayHave) await SendAsync(sender, stoppingToken);
        }
    }

    /// <summary>Sends the next message of a way where one is due.</summary>
    internal async Task SendAsync(IAlertSender sender, CancellationToken cancellationToken)
    {
        try
        {
            var now = time.GetUtcNow();
            lock (_sentAt) if (now - _sentAt.GetValueOrDefault(sender.Way) < options.Value.SendPause) return;
            if (await outbox.TakeAsync(sender.Way, now, cancellationToken) is not { } message) return;
            lock (_sentAt) _sentAt[sender.Way] = now;
            await SendAsync(sender, message, now, cancellationToken);
        }
        catch (Exception e) when (e is SqliteException or DbUpdateException)
        {
            LogNoOutbox(e);
        }
    }

    private async Task SendAsync(IAlertSender sender, AlertMessage message, DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            await sender.SendAsync(message, cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // Whatever a way's library throws at what a server answers: alerts are no reason to stop the hub.
            if (now - message.MadeAt < GiveUpAfter)
            {
                LogNotSent(sender.Way, message.Tries, e.Message);
                return;
            }
            LogGivenUp(sender.Way, message.Tries, e.Message);
        }
        await outbox.DoneAsync(message, cancellationToken);
    }

    [LoggerMessage(LogLevel.Warning, "Alerts could not be sent by {Way} (try {Tries}): {Problem}; they are tried again, and stand in 'edge-hub alert list'")]
    private partial void LogNotSent(string way, int tries, string problem);

    [LoggerMessage(LogLevel.Error, "Alerts could not be sent by {Way} for three days ({Tries} tries) and are given up: {Problem}; see to Alerts: in the settings")]
    private partial void LogGivenUp(string way, int tries, string problem);

    [LoggerMessage(LogLevel.Warning, "Which alerts are to be sent could not be read or written; it is tried again")]
    private partial void LogNoOutbox(Exception exception);
}
