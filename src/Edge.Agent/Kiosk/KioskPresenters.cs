using Edge.Agent.Kiosk.LinkMeter;
using Edge.Agent.Kiosk.Show;

namespace Edge.Agent.Kiosk;

/// <summary>One presenter for each device there is.</summary>
internal sealed class KioskPresenters(KioskDevices devices, IServiceProvider services) : BackgroundService
{
    private readonly List<BackgroundService> _presenters =
    [
        .. devices.Lines is { } lines ? [ActivatorUtilities.CreateInstance<LightsPresenter>(services, lines)] : Array.Empty<BackgroundService>(),
        .. devices.Display is { } display ? [ActivatorUtilities.CreateInstance<DisplayPresenter>(services, display)] : Array.Empty<BackgroundService>(),
        .. devices.Meter is { } meter ? [new LinkMeterWatch(meter, devices.Speaker, services.GetRequiredService<SceneBoard>(), services.GetRequiredService<ToneFiles>(),
            services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILogger<LinkMeterWatch>>())] : Array.Empty<BackgroundService>(),
    ];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        foreach (var presenter in _presenters) await presenter.StartAsync(stoppingToken);
        await Task.WhenAll(_presenters.Select(p => p.ExecuteTask ?? Task.CompletedTask));
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        foreach (var presenter in _presenters) await presenter.StopAsync(cancellationToken);
        await base.StopAsync(cancellationToken);
    }
}
