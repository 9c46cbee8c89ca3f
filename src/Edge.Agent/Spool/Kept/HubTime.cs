namespace Edge.Agent.Spool.Kept;

/// <summary>The hub's time as its signed receipts tell it, going on by the monotonic clock: the board's own clock may be anywhere.</summary>
internal sealed class HubTime(TimeProvider time, DateTimeOffset? newest)
{
    private DateTimeOffset _heard = newest ?? DateTimeOffset.UnixEpoch;
    private long _at = time.GetTimestamp();

    /// <summary>Never later than the truth; earlier where the board was switched off since it last heard the hub.</summary>
    public DateTimeOffset Now => _heard + time.GetElapsedTime(_at);

    /// <summary>A receipt names this moment.</summary>
    public void Heard(long unixMs)
    {
        if (unixMs < Now.ToUnixTimeMilliseconds() || unixMs > DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()) return;
        _heard = DateTimeOffset.FromUnixTimeMilliseconds(unixMs);
        _at = time.GetTimestamp();
    }
}
