using Edge.Agent.Devices;
using Edge.Hosting.Waiting;

namespace Edge.Agent.Kiosk.Show;

/// <summary>Shows the newest scene on one device for as long as the agent runs, and waits for nobody but this device.</summary>
internal abstract class DevicePresenter<TPort>(IDevice<TPort> device, SceneBoard scenes, TimeProvider time) : BackgroundService
    where TPort : class, IDisposable
{
    private static readonly TimeSpan TryAgain = TimeSpan.FromSeconds(1);

    /// <summary>How long the device may take for one scene.</summary>
    protected abstract TimeSpan Limit { get; }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            // Taken before looking, so that a change in between is seen.
            var (changed, elsewhere) = (scenes.Changed, device.Changed);
            var (scene, now) = (scenes.Current, time.Steady());
            var shown = device.Status.State == DeviceState.Ready && await ShowAsync(scene, now, stoppingToken);
            var wait = Next(scene, now) is { } next ? next - time.Steady() : Timeout.InfiniteTimeSpan;
            if (!shown && device.Status.State == DeviceState.Ready) wait = TryAgain;
            if (wait <= TimeSpan.Zero && wait != Timeout.InfiniteTimeSpan) continue;
            await time.WaitAnyAsync(wait, stoppingToken, changed, elsewhere);
        }
    }

    /// <summary>One scene; false where the device did not take it.</summary>
    internal abstract Task<bool> ShowAsync(Scene scene, TimeSpan now, CancellationToken cancellationToken);

    /// <summary>When the device is to be shown something else although nothing happens; null for never.</summary>
    protected abstract TimeSpan? Next(Scene scene, TimeSpan now);

    protected Task<bool> UseAsync(Func<TPort, CancellationToken, Task> work, CancellationToken cancellationToken) => device.TryUseAsync(work, Limit, cancellationToken);

    protected DateTimeOffset DeviceSince => device.Status.Since;
}
