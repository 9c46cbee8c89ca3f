using Edge.Agent.Devices;
using Edge.Agent.Devices.Link;
using Edge.Agent.Kiosk.Settings;
using Edge.Agent.Kiosk.Show;
using Edge.Agent.Kiosk.Voice;
using Edge.Hosting.Waiting;

namespace Edge.Agent.Kiosk.LinkMeter;

/// <summary>How strong the network is: for four lights always, and for the ear while somebody looks for a place with signal.</summary>
internal sealed class LinkMeterWatch(IDevice<ILinkMeter> meter, IVoice voice, DeviceReadings readings, FindStore finds, KioskSettings settings, SceneBoard scenes, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Slowly = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan WhileBeeping = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        scenes.Update(s => s with { Finds = finds.Newest });
        while (true)
        {
            var replugged = meter.Changed;
            await LookAsync(stoppingToken);
            var beeped = Beep();
            var next = time.Steady() + (beeped ? WhileBeeping : Slowly);
            while (true)
            {
                var changed = scenes.Changed;
                var left = next - time.Steady();
                if (left <= TimeSpan.Zero || IsOn != beeped || replugged.IsCompleted) break;
                await time.WaitAnyAsync(left, stoppingToken, changed, replugged);
            }
        }
    }

    internal async Task LookAsync(CancellationToken cancellationToken)
    {
        var reading = readings.Link;
        // Whoever walks about with the board wants to know it now; otherwise what was measured lately will do.
        if (IsOn && !await meter.TryUseAsync(async (port, token) => reading = await port.ReadAsync(token), Limit, cancellationToken)) reading = null;
        scenes.Update(s => s with { Bars = reading is null ? null : Math.Clamp(reading.Bars, 0, 4) });
    }

    /// <summary>One tone by strength; false where the meter is silent.</summary>
    internal bool Beep()
    {
        if (!IsOn) return false;
        voice.Say(settings.Languages[0], [Phrase.Link(scenes.Current.Bars ?? 0)]);
        return true;
    }

    private bool IsOn => scenes.Current.Beeps(time.Steady());
}

/// <summary>Whether the link meter beeps: for a while, so that a kiosk left alone is silent again.</summary>
internal sealed class LinkMeterMode(SceneBoard scenes, KioskSettings settings, TimeProvider time)
{
    public bool IsOn => scenes.Current.Beeps(time.Steady());

    public void Set(bool on) => scenes.Update(s => s with { MeterUntil = on ? time.Steady() + settings.Options.LinkMeterFor : TimeSpan.Zero });

    public void Toggle() => Set(!IsOn);
}
