namespace Edge.Agent.Tests.Kiosk;

/// <summary>Clocks that stand until a test moves them.</summary>
internal sealed class HandTime : TimeProvider
{
    public TimeSpan Elapsed { get; set; } = TimeSpan.FromMinutes(10);

    public DateTimeOffset Utc { get; set; } = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);

    public override TimeZoneInfo LocalTimeZone { get; } = TimeZoneInfo.CreateCustomTimeZone("ict", TimeSpan.FromHours(7), "ict", "ict");

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Elapsed.Ticks;

    public override DateTimeOffset GetUtcNow() => Utc;
}
