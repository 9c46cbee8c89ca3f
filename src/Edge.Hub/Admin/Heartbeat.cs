using Edge.Contracts.Shown;
using Edge.Hosting.Systemd;
using Microsoft.Extensions.Hosting.Systemd;

namespace Edge.Hub.Admin;

/// <summary>Tells systemd how the hub is, and that it is alive. Does nothing where systemd did not start it.</summary>
internal sealed class Heartbeat(SystemdWatchdog systemd, ISystemdNotifier notifier, HubHealth health, TimeProvider time) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!notifier.IsEnabled) return;
        systemd.Say(Status());
        using var timer = new PeriodicTimer(systemd.Pace, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (systemd.Period is not null && health.Alive) systemd.Say("WATCHDOG=1", Status());
            else systemd.Say(Status());
        }
    }

    private string Status()
    {
        var bad = health.Parts.Where(p => !p.Value.Ok).Select(p => $"{p.Key}: {p.Value.Detail}").Concat(health.Stuck.Select(w => $"{w}: nothing gets done")).ToList();
        return "STATUS=" + PlainText.Of(bad.Count == 0 ? "running" : string.Join("; ", bad));
    }
}
