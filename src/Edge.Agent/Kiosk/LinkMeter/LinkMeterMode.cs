using Edge.Agent.Kiosk.Settings;
using Edge.Agent.Kiosk.Show;

namespace Edge.Agent.Kiosk.LinkMeter;

/// <summary>Whether the link meter beeps: for a while, so that a kiosk left alone is silent again.</summary>
internal sealed class LinkMeterMode(SceneBoard scenes, KioskSettings settings, TimeProvider time)
{
    public bool IsOn => scenes.Current.Beeps(time.Steady());

    public void Set(bool on) => scenes.Update(s => s with { MeterUntil = on ? time.Steady() + settings.Options.LinkMeterFor : TimeSpan.Zero });

    public void Toggle() => Set(!IsOn);
}
