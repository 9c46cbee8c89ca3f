using Edge.Agent.Devices;
using Edge.Agent.Devices.Strip;

namespace Edge.Agent.Kiosk.Show;

/// <summary>Keeps the lights of one device, lines or a strip, as the scene wants them.</summary>
internal sealed partial class LightsPresenter(IDevice<ILights> lights, SceneBoard scenes, TimeProvider time, ILogger<LightsPresenter> logger)
    : DevicePresenter<ILights>(lights, scenes, time)
{
    private readonly HashSet<string> _missing = new(StringComparer.Ordinal);

    protected override TimeSpan Limit => TimeSpan.FromSeconds(1);

    internal override Task<bool> ShowAsync(Scene scene, TimeSpan now, CancellationToken cancellationToken)
    {
        var lit = LightPlan.Of(scene, now).Select(l => (Line: l.Key, On: Blink.IsLit(l.Value, now))).ToList();
        // All of them each time: lines that were opened again have forgotten what they showed.
        return UseAsync((port, _) =>
        {
            SetAll(port, lit);
            return Task.CompletedTask;
        }, cancellationToken);
    }

    protected override TimeSpan? Next(Scene scene, TimeSpan now)
    {
        var edge = Blink.NextEdge(LightPlan.Of(scene, now).Values, now);
        return scene.NextChange(now) is { } change && !(edge < change) ? change : edge;
    }

    // Not every board has every light. One that cannot be set keeps no other dark; where none can, the lines are gone.
    private void SetAll(ILights port, List<(string Line, bool On)> lit)
    {
        DeviceException? failure = null;
        var set = 0;
        foreach (var (line, on) in lit)
        {
            try
            {
                port.Set(line, on);
                set++;
            }
            catch (DeviceException e)
            {
                failure = e;
                if (_missing.Add(line)) LogMissing(line, e.Message);
            }
        }
        if (set == 0 && failure is not null) throw failure;
    }

    [LoggerMessage(LogLevel.Warning, "Light {Line} cannot be set: {Reason}")]
    private partial void LogMissing(string line, string reason);
}
