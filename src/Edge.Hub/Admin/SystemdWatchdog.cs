using System.Globalization;
using System.Net.Sockets;
using Edge.Contracts.Shown;
using Microsoft.Extensions.Hosting.Systemd;

namespace Edge.Hub.Admin;

/// <summary>Tells systemd how the hub is, and that it is alive: what Hosting.Systemd lacks. Does nothing where systemd did not start it.</summary>
internal sealed partial class SystemdWatchdog(ISystemdNotifier systemd, HubHealth health, TimeProvider time, ILogger<SystemdWatchdog> logger) : BackgroundService
{
    private static readonly TimeSpan StatusEvery = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!systemd.IsEnabled) return;
        Send(Status());
        var watchdog = Watchdog();
        using var timer = new PeriodicTimer(watchdog ?? StatusEvery, time);
        while (await timer.WaitForNextTickAsync(stoppingToken)) Send(watchdog is not null && health.Alive ? $"WATCHDOG=1\n{Status()}" : Status());
    }

    private string Status()
    {
        var bad = health.Parts.Where(p => !p.Value.Ok).Select(p => $"{p.Key}: {p.Value.Detail}").Concat(health.Stuck.Select(w => $"{w}: nothing gets done")).ToList();
        return "STATUS=" + PlainText.Of(bad.Count == 0 ? "running" : string.Join("; ", bad));
    }

    // Three times within the limit, so that one late tick is no death.
    private static TimeSpan? Watchdog()
    {
        var pid = Environment.GetEnvironmentVariable("WATCHDOG_PID");
        if (pid is not null && pid != Environment.ProcessId.ToString(CultureInfo.InvariantCulture)) return null;
        return long.TryParse(Environment.GetEnvironmentVariable("WATCHDOG_USEC"), NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds) && microseconds > 0
            ? TimeSpan.FromMicroseconds(microseconds) / 3
            : null;
    }

    private void Send(string message)
    {
        try
        {
            systemd.Notify(new ServiceState(message));
        }
        catch (SocketException e)
        {
            LogNotTold(e);
        }
    }

    [LoggerMessage(LogLevel.Warning, "systemd could not be told how the hub is")]
    private partial void LogNotTold(Exception exception);
}
