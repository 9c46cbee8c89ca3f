namespace Edge.Agent.Kiosk.Show;

/// <summary>Turns patterns into light and dark by the time alone, so that all lights blink together and none needs a timer.</summary>
internal static class Blink
{
    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Fast = TimeSpan.FromMilliseconds(125);

    public static bool IsLit(LightPattern pattern, TimeSpan now) => pattern switch
    {
        LightPattern.Off => false,
        LightPattern.Steady => true,
        LightPattern.SlowBlink => Phase(now, Slow),
        _ => Phase(now, Fast),
    };

    /// <summary>When any of them changes next; null where none blinks.</summary>
    public static TimeSpan? NextEdge(IEnumerable<LightPattern> patterns, TimeSpan now) => patterns.DefaultIfEmpty().Max() switch
    {
        LightPattern.SlowBlink => Edge(now, Slow),
        LightPattern.FastBlink => Edge(now, Fast),
        _ => null,
    };

    private static bool Phase(TimeSpan now, TimeSpan half) => now.Ticks / half.Ticks % 2 == 0;

    private static TimeSpan Edge(TimeSpan now, TimeSpan half) => half * (now.Ticks / half.Ticks + 1);
}
