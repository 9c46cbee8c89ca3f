using Edge.Agent.Kiosk.Office;
using Edge.Agent.Kiosk.Show;
using Edge.Agent.Telemetry.Faults;

namespace Edge.Agent.Kiosk;

/// <summary>Looks all the time whether the store takes anything and what is wrong with the devices, so that lights and display say it before somebody presses.</summary>
internal sealed partial class KioskWatch(StoreGate gate, KioskDevices devices, FaultList faults, SceneBoard scenes, TimeProvider time, ILogger<KioskWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(500);

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
        var (problem, wrong) = (gate.Problem()?.Text, faults.Now);
        var today = time.Local() is { } local ? DateOnly.FromDateTime(local.Date) : (DateOnly?)null;
        var before = scenes.Current.StoreProblem;
        scenes.Update(s => s with
        {
            StoreProblem = problem,
            // The same ones are no news.
            Faults = wrong.SequenceEqual(s.Faults) ? s.Faults : wrong,
            Today = today,
            HasModem = devices.HasModem,
            HasSpeaker = devices.HasSpeaker,
        });
        if (before is null && problem is not null) LogStopped(problem);
        if (before is not null && problem is null) LogGoesOn();
    }

    [LoggerMessage(LogLevel.Error, "The kiosk gives no tickets: {Reason}")]
    private partial void LogStopped(string reason);

    [LoggerMessage(LogLevel.Information, "The kiosk gives tickets again")]
    private partial void LogGoesOn();
}
