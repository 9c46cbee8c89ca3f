namespace Edge.Testing.Time;

/// <summary>Time that can be moved ahead; timers run as ever.</summary>
internal class JumpTime : TimeProvider
{
    private long _ahead;

    public override long TimestampFrequency => System.TimestampFrequency;

    public void Jump(TimeSpan by) => Interlocked.Add(ref _ahead, (long)(by.TotalSeconds * TimestampFrequency));

    public override long GetTimestamp() => System.GetTimestamp() + Interlocked.Read(ref _ahead);
}
