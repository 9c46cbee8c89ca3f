namespace Edge.Testing.Relay;

/// <summary>Says how long bytes have to wait so that a direction of the link keeps to its rate. It has no clock: time goes in.</summary>
internal sealed class TokenBucket
{
    private const double BurstSeconds = 0.05;
    private const int LeastBurst = 1500;

    private readonly Lock _gate = new();
    private readonly double _bytesPerSecond;
    private double _tokens;
    private TimeSpan _last;

    public TokenBucket(long bitsPerSecond)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bitsPerSecond, 1000);
        _bytesPerSecond = bitsPerSecond / 8.0;
        Burst = (int)Math.Clamp(_bytesPerSecond * BurstSeconds, LeastBurst, RelayPump.BufferBytes);
        _tokens = Burst;
    }

    /// <summary>Most bytes to send at once.</summary>
    public int Burst { get; }

    /// <summary>Takes the bytes, in debt where need be, and says how long to wait before they may go.</summary>
    public TimeSpan Take(int bytes, TimeSpan now)
    {
        lock (_gate)
        {
            _tokens = Math.Min(Burst, _tokens + Math.Max(0, (now - _last).TotalSeconds) * _bytesPerSecond);
            _last = now;
            _tokens -= bytes;
            return _tokens >= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(-_tokens / _bytesPerSecond);
        }
    }
}
