using Edge.Hub.Boards;
using Edge.Hub.Views.Fleet;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Edge.Hub.Alerts;

/// <summary>Looks every few seconds at what holds, and opens and closes alerts.</summary>
internal sealed partial class AlertWatch(AlertBook book, FleetBook fleet, HubFacts hub, NodeRegistry nodes, IOptions<AlertsOptions> options, TimeProvider time, ILogger<AlertWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan UpkeepPause = TimeSpan.FromMinutes(10);

    private readonly AlertRules _rules = new(options.Value);
    private long _keptUpAt;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Step, time);
        while (await timer.WaitForNextTickAsync(stoppingToken)) await StepAsync(stoppingToken);
    }

    internal async Task LoadAsync(CancellationToken cancellationToken)
    {
        await book.LoadAsync(cancellationToken);
        foreach (var open in book.Open) _rules.Load(new AlertOf(open.Node, open.Cause), open.LastAt);
        _keptUpAt = time.GetTimestamp();
    }

    internal async Task StepAsync(CancellationToken cancellationToken)
    {
        AlertChanges? changes = null;
        try
        {
            var holding = fleet.Rows.Where(r => r.Causes.Count > 0).SelectMany(AlertRules.Of).Concat(await hub.ReadAsync(cancellationToken)).ToHashSet();
            changes = _rules.Look(holding, time.GetUtcNow());
            await book.ApplyAsync(changes, node => nodes.Nodes.GetValueOrDefault(node)?.Group ?? "", cancellationToken);
            if (time.GetElapsedTime(_keptUpAt) < UpkeepPause) return;
            while (await book.UpkeepAsync(cancellationToken)) cancellationToken.ThrowIfCancellationRequested();
            _keptUpAt = time.GetTimestamp();
        }
        catch (Exception e) when (e is SqliteException or DbUpdateException)
        {
            if (changes is not null) _rules.TakeBack(changes, time.GetUtcNow());
            LogNotWritten(e);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Alerts could not be written down; it is tried again in some seconds")]
    private partial void LogNotWritten(Exception exception);
}
