namespace Edge.Testing.Time;

/// <summary>The same with a wall clock that stands still until it is set.</summary>
internal sealed class ManualTime : JumpTime
{
    public DateTimeOffset Now { get; set; } = new(2030, 1, 15, 8, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;

    public void Pass(TimeSpan span)
    {
        Now += span;
        Jump(span);
    }
}
