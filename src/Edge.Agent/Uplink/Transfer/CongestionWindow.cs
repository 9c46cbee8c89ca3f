namespace Edge.Agent.Uplink.Transfer;

/// <summary>
/// How much may be under way and how large a chunk is, from when the hub's answers come: twice bandwidth × delay, so that the link
/// never waits for an answer and little is lost in queues when it is cut; a chunk takes about a quarter of a second. No clock: times go in.
/// </summary>
internal sealed class CongestionWindow(int largestWindow, int largestChunk)
{
    /// <summary>Before anything is known, and never less.</summary>
    public const int LeastWindow = 16 * 1024;

    public const int FirstChunk = 4 * 1024;

    // A new connection begins with what the last one had, but not with more than this: the link may have become another.
    private const int MostAtFirst = 64 * 1024;

    private const int LeastChunk = 2 * 1024;
    private const double ChunkSeconds = 0.25;

    // The best of so many answers: one that was late, or that told of little, does not narrow the window.
    private const int Remembered = 16;

    // The first answers of a connection count the time in which nothing was under way yet: what the last one had is not narrowed by them.
    private const int WarmingAnswers = 4;

    private readonly Queue<double> _rates = new();
    private int _firstWindow = Math.Min(LeastWindow, largestWindow);
    private double? _firstRate;
    private TimeSpan? _shortest;
    private long _delivered;
    private TimeSpan _deliveredAt;
    private Mark? _newest;

    /// <summary>Payload bytes a second the link has carried lately, or the last one did; null before the first answer.</summary>
    public double? Rate => _rates.Count == 0 ? _firstRate : Warming && _firstRate > _rates.Max() ? _firstRate : _rates.Max();

    /// <summary>Bytes that may be under way.</summary>
    public int WindowBytes => _rates.Count > 0 && _shortest is { } delay
        ? Math.Max(Warming ? _firstWindow : 0, Measured(_rates.Max(), delay))
        : _firstWindow;

    /// <summary>Bytes of one chunk; whole KiB.</summary>
    public int ChunkBytes => Rate is { } rate
        ? (int)Math.Clamp(rate * ChunkSeconds / 1024, LeastChunk / 1024, largestChunk / 1024) * 1024
        : Math.Min(FirstChunk, largestChunk);

    /// <summary>The next connection's link is likely this one again: what was learnt holds until it has answered.</summary>
    public void ConnectionOpened()
    {
        (_firstWindow, _firstRate) = (Math.Min(WindowBytes, MostAtFirst), Rate);
        _rates.Clear();
        (_shortest, _newest) = (null, null);
    }

    /// <summary>A chunk goes out; what it returns comes back with <see cref="Landed"/>.</summary>
    public Mark Sent(bool alone, TimeSpan now)
    {
        // Nothing was under way: the time nothing was sent says nothing of the link.
        if (alone) _deliveredAt = now;
        return new Mark(now, _delivered, _deliveredAt);
    }

    /// <summary>The hub has a chunk.</summary>
    public void Landed(Mark mark, int bytes, TimeSpan now)
    {
        _delivered += bytes;
        _deliveredAt = now;
        _newest = mark;
    }

    /// <summary>An answer has been taken in: what it told of the link counts.</summary>
    public void Answered(TimeSpan now)
    {
        if (_newest is not { } mark) return;
        _newest = null;
        var delay = now - mark.SentAt;
        if (_shortest is not { } shortest || delay < shortest) _shortest = delay;
        var took = (now - mark.DeliveredAt).TotalSeconds;
        if (took <= 0) return;
        _rates.Enqueue((_delivered - mark.Delivered) / took);
        if (_rates.Count > Remembered) _rates.Dequeue();
    }

    private bool Warming => _rates.Count < WarmingAnswers;

    // And one chunk more: where a chunk is as large as the window, it would be sent and waited for in turns.
    private int Measured(double rate, TimeSpan delay) =>
        (int)Math.Clamp((2 * rate * delay.TotalSeconds) + ChunkBytes, Math.Min(LeastWindow, largestWindow), largestWindow);

    /// <summary>What was known when a chunk went out.</summary>
    internal readonly record struct Mark(TimeSpan SentAt, long Delivered, TimeSpan DeliveredAt);
}
