using Edge.Agent.Devices;
using Edge.Agent.Kiosk.Office;
using Edge.Agent.Kiosk.Show;

namespace Edge.Agent.Kiosk;

/// <summary>Looks once a second whether the store takes anything and whether a device is missing, so that the lights say it before somebody presses.</summary>
internal sealed partial class KioskWatch(StoreGate gate, KioskDevices devices, SceneBoard scenes, TimeProvider time, ILogger<KioskWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        Look();
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken)) Look();
    }

    internal void Look()
    {
        var (problem, failed) = (gate.Problem()?.Text, devices.Any(DeviceState.Failed));
        var today = time.Local() is { } local ? DateOnly.FromDateTime(local.Date) : (DateOnly?)null;
        var before = scenes.Current.StoreProblem;
        scenes.Update(s => s with { StoreProblem = problem, DeviceFailed = failed, Today = today });
        if (before is null && problem is not null) LogStopped(problem);
        if (before is not null && problem is null) LogGoesOn();
    }

    [LoggerMessage(LogLevel.Error, "The kiosk gives no tickets: {Reason}")]
    private partial void LogStopped(string reason);

    [LoggerMessage(LogLevel.Information, "The kiosk gives tickets again")]
    private partial void LogGoesOn();
}
