namespace Edge.Hub.Broker;

/// <summary>How long to wait before the broker is started again: a tenth of a second, doubling to ten seconds; a minute of life makes it short again.</summary>
internal sealed class RestartBackoff(TimeProvider time)
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Steady = TimeSpan.FromMinutes(1);

    private TimeSpan _next = First;
    private long _last = time.GetTimestamp();

    public TimeSpan Next()
    {
        if (time.GetElapsedTime(_last) >= Steady) _next = First;
        _last = time.GetTimestamp();
        var delay = _next;
        _next = _next * 2 < Most ? _next * 2 : Most;
        return delay;
    }
}
