namespace Edge.Agent.Tests.Kiosk.Printing;

/// <summary>A clock whose every face stands until it is moved.</summary>
internal sealed class StepTime : TimeProvider
{
    private TimeSpan _passed = TimeSpan.FromHours(1);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public void Pass(TimeSpan time) => _passed += time;

    public override long GetTimestamp() => _passed.Ticks;

    public override DateTimeOffset GetUtcNow() => new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero) + _passed;
}
