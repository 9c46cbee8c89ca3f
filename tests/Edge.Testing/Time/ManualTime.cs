namespace Edge.Testing.Time;

/// <summary>A wall clock that stands still until it is set; the monotonic one runs, and can be put ahead.</summary>
internal sealed class ManualTime : TimeProvider
{
    private long _ahead;

    public DateTimeOffset Now { get; set; } = new(2030, 1, 15, 8, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;

    public override long GetTimestamp() => base.GetTimestamp() + _ahead;

    public void Pass(TimeSpan span)
    {
        Now += span;
        _ahead += (long)(span.TotalSeconds * TimestampFrequency);
    }
}
