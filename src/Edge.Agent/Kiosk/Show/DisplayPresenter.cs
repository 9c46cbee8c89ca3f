using Edge.Agent.Devices;
using Edge.Agent.Devices.Display;

namespace Edge.Agent.Kiosk.Show;

/// <summary>Keeps the call display as the scene wants it; a display is slow, so only what differs is written.</summary>
internal sealed class DisplayPresenter(IDevice<ICallDisplay> display, DisplayText text, SceneBoard scenes, TimeProvider time)
    : DevicePresenter<ICallDisplay>(display, scenes, time)
{
    private DisplayLines _shown = DisplayLines.None;
    private DateTimeOffset _since;

    protected override TimeSpan Limit => TimeSpan.FromSeconds(3);

    internal override async Task<bool> ShowAsync(Scene scene, TimeSpan now, CancellationToken cancellationToken)
    {
        // A display that was opened again is blank.
        if (DeviceSince != _since) (_shown, _since) = (DisplayLines.None, DeviceSince);
        var lines = DisplayLines.None;
        var done = await UseAsync(async (port, token) =>
        {
            lines = text.Lines(scene, now, port.Columns, port.Rows);
            if (!lines.IsSameAs(_shown)) await port.ShowAsync(lines, token);
        }, cancellationToken);
        _shown = done ? lines : DisplayLines.None;
        return done;
    }

    protected override TimeSpan? Next(Scene scene, TimeSpan now) => scene.NextChange(now);
}
