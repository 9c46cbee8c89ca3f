using Edge.Agent.Power;

namespace Edge.Agent.Kiosk.Show;

/// <summary>What each light says. docs/kiosk.md has the table.</summary>
internal static class LightPlan
{
    public const string Ready = "ready";
    public const string Busy = "busy";
    public const string Call = "call";
    public const string Error = "error";
    public const string NoStore = "no-store";

    /// <summary>The lights of the link meter, weakest first.</summary>
    public static IReadOnlyList<string> Link { get; } = ["link-1", "link-2", "link-3", "link-4"];

    public static IReadOnlyDictionary<string, LightPattern> Of(Scene scene, TimeSpan now)
    {
        var lights = new Dictionary<string, LightPattern>(StringComparer.Ordinal)
        {
            [Ready] = scene.StickAt(now) == StickState.Done ? LightPattern.FastBlink : ReadyOf(scene, now),
            // A flash, steady: a blink might begin with its dark half, and a press is to be seen at once.
            [Busy] = now < scene.PressUntil ? LightPattern.Steady : BusyOf(scene.StickAt(now)),
            [Call] = scene.Queue.AtDesk is null ? LightPattern.Off : now < scene.CallUntil ? LightPattern.FastBlink : LightPattern.Steady,
            [Error] = now < scene.RefusedUntil || scene.StickAt(now) is StickState.NotOurs or StickState.Failed ? LightPattern.FastBlink : scene.Failures.Count > 0 ? LightPattern.SlowBlink : LightPattern.Off,
            [NoStore] = scene.StoreProblem is not null ? LightPattern.Steady : scene.Power.IsLeaving ? LightPattern.SlowBlink : LightPattern.Off,
        };
        for (var i = 0; i < Link.Count; i++) lights[Link[i]] = Saves(scene, now) ? LightPattern.Off : LinkOf(scene.Bars, i, scene.Beeps(now));
        return lights;
    }

    // Green says "press": never while nothing would come of it.
    private static LightPattern ReadyOf(Scene scene, TimeSpan now) => scene.StoreProblem is not null || scene.Power.IsLeaving || !scene.Queue.IsOpen ? LightPattern.Off
        : now < scene.ChosenUntil ? LightPattern.SlowBlink : LightPattern.Steady;

    // Whoever turns the link meter on looks at them.
    private static bool Saves(Scene scene, TimeSpan now) => scene.Power.Mode != PowerMode.Full && !scene.Beeps(now);

    private static LightPattern BusyOf(StickState stick) => stick switch
    {
        StickState.Working => LightPattern.FastBlink,
        StickState.Waiting => LightPattern.SlowBlink,
        _ => LightPattern.Off,
    };

    // No signal is not the same as no modem: the first light then blinks alone. While somebody looks for signal the last bar blinks, and without a modem all do.
    private static LightPattern LinkOf(int? bars, int light, bool sought) => bars switch
    {
        null => sought ? LightPattern.SlowBlink : LightPattern.Off,
        0 => light > 0 ? LightPattern.Off : sought ? LightPattern.FastBlink : LightPattern.SlowBlink,
        var n => light >= n ? LightPattern.Off : sought && light == n - 1 ? LightPattern.SlowBlink : LightPattern.Steady,
    };
}

/// <summary>How a light behaves: its rhythm says as much as its colour.</summary>
internal enum LightPattern
{
    Off,

    Steady,

    /// <summary>Half a second on, half a second off.</summary>
    SlowBlink,

    /// <summary>An eighth of a second on, an eighth off.</summary>
    FastBlink,
}
