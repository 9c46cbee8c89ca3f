using Edge.Agent.Custody;
using Edge.Agent.Kiosk.Queue;

namespace Edge.Agent.Kiosk;

/// <summary>The board's clocks as the queue needs them.</summary>
internal static class KioskClock
{
    // A clock that says less has lost its battery.
    private static readonly DateTimeOffset Earliest = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static Moment Now(this IBoardClock clock) => clock.Read() is var now ? new Moment(now.BootId, now.MonotonicMs) : default;

    /// <summary>Local time; null where the clock is not to be believed.</summary>
    public static DateTimeOffset? Local(this TimeProvider time) => time.GetUtcNow() < Earliest ? null : time.GetLocalNow();

    /// <summary>A time that only moves forward, for what lasts seconds.</summary>
    public static TimeSpan Steady(this TimeProvider time) => time.GetElapsedTime(0);
}
