using Edge.Agent.Custody;
using Edge.Agent.Identity;
using Edge.Agent.Spool;
using Edge.Agent.Telemetry;
using Edge.Hosting.Systemd;

namespace Edge.Agent.Admin;

/// <summary>Feeds the watchdog while, and only while, a record could be accepted: the accept path's lock is free and the store answers.</summary>
internal sealed partial class Heartbeat(SystemdWatchdog systemd, AgentIdentity identity, Custodian custodian, RecordSpool spool, BacklogGauge gauge,
    TimeProvider time, ILogger<Heartbeat> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        systemd.Say(StatusText());
        using var timer = new PeriodicTimer(systemd.Pace, time);
        while (await timer.WaitForNextTickAsync(stoppingToken)) Beat(systemd.Pace);
    }

    internal void Beat(TimeSpan limit)
    {
        if (!custodian.Responds(limit))
        {
            LogStuck(limit);
            return;
        }
        spool.Tend();
        systemd.Say("WATCHDOG=1", StatusText());
    }

    private string StatusText()
    {
        var (backlog, store) = (gauge.Read(), spool.Health());
        var age = backlog.OldestAge is { } oldest ? $", oldest {oldest:d\\.hh\\:mm\\:ss}" : "";
        return $"STATUS={identity.Node}: {backlog.Records} queued{age}, store {store.State}";
    }

    [LoggerMessage(LogLevel.Error, "Accepting a record has been stuck for {Limit}; the watchdog is not fed")]
    private partial void LogStuck(TimeSpan limit);
}
