using Edge.Agent.Kiosk;
using Edge.Agent.Kiosk.Show;

namespace Edge.Agent.Commissioning;

/// <summary>In a running agent: takes a replacement for this very board, and lets the agent start anew once nobody is at the desk.</summary>
internal sealed partial class StickWatch(StickWork work, SceneBoard scenes, KioskDevices devices, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<StickWatch> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        await work.RunAsync(stay: true, stoppingToken);
        // Its voice ends with it.
        if (!devices.AllAbsent) await Task.Delay(StickTeller.Heard, time, stoppingToken);
        for (var change = scenes.Changed; scenes.Current.Queue.AtDesk is not null; change = scenes.Changed) await change.WaitAsync(stoppingToken);
        LogStartsAnew();
        lifetime.StopApplication();
    }

    [LoggerMessage(LogLevel.Information, "The board was provisioned again by a stick; the agent stops, to start with what it brought")]
    private partial void LogStartsAnew();
}
