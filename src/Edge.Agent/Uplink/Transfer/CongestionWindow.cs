namespace Edge.Agent.Uplink.Transfer;

/// <summary>
/// How much may wait for the hub's answer and how large a chunk is, from when answers come: twice bandwidth × delay, so that the link
/// never waits for an answer; a chunk takes a quarter of a second, and up to a whole one on a connection that carries much. How much of it
/// is given to the kernel is another matter: no more than keeps the link busy, since that is what a cut loses. No clock: times go in.
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
    private const double MostChunkSeconds = 1;

    // Beside its bytes a chunk costs its headers, MQTT's, TLS's and those of one more packet; at a cut half of one is lost. Where a connection carries
    // B bytes the two are least together with chunks of the square root of 2 x this x B.
    private const double ChunkCost = 128;

    private static readonly TimeSpan KnownFor = TimeSpan.FromSeconds(1);

    // Before the first answer of a connection, or after an idle while, the link may be any: as much at a time as TCP itself sends at first, and the same again behind it.
    private const int MostUnknown = 8 * 1024;

    // What the kernel has seen of late; an outage that a connection outlives leaves one low figure behind.
    private static readonly TimeSpan KernelRemembers = TimeSpan.FromSeconds(2);
    private const double KernelMost = 1.25;

    // A full packet of a narrow link takes a fifth of a second, before its acknowledgement can come. Where receipts keep the disk busy we are later.
    private static readonly TimeSpan LeastLate = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan MostLate = TimeSpan.FromSeconds(1.5);
    private const double LateFades = 0.98;

    // The least a modem queues is a quarter of a second.
    private static readonly TimeSpan InKernel = TimeSpan.FromMilliseconds(240);
    private const int MostInKernel = 512 * 1024;
    private const int Newest = 5;
    private const int PacketBytes = 1500;

    // The best of so many answers: one that was late, or that told of little, does not narrow the window.
    private const int Remembered = 16;

    // The first answers of a connection count the time in which nothing was under way yet: what the last one had is not narrowed by them.
    private const int WarmingAnswers = 4;

    private readonly Queue<double> _rates = new();
    private int _firstWindow = Math.Min(LeastWindow, largestWindow);
    private double? _firstRate;
    private readonly Queue<(TimeSpan At, double Rate)> _kernel = new();
    private (TimeSpan Delay, int Bytes)? _quickest;
    private long _delivered;
    private long _deliveredBefore;
    private double _carriedBefore;
    private TimeSpan _deliveredAt;
    private TimeSpan _late;
    private bool _unknown = true;
    private Mark? _newest;

    /// <summary>Payload bytes a second the link has carried lately, or the last one did; null before the first answer.</summary>
    public double? Rate => _kernel.Count > 0 && KernelMost * _kernel.Max(k => k.Rate) is var most && Answers > most ? most : Answers;

    private double? Answers => _rates.Count == 0 ? _firstRate : Warming && _firstRate > _rates.Max() ? _firstRate : _rates.Max();

    /// <summary>Bytes that may be under way.</summary>
    public int WindowBytes => _rates.Count > 0 && _quickest is { } quickest
        ? Math.Max(Warming ? _firstWindow : 0, Filled(Rate ?? 0, Latency(quickest)))
        : _firstWindow;

    /// <summary>Bytes of one chunk; whole KiB.</summary>
    public int ChunkBytes => Rate is { } rate
        ? (int)Math.Clamp(Math.Max(rate * ChunkSeconds, Math.Min(Math.Sqrt(2 * ChunkCost * Expected), rate * MostChunkSeconds)) / 1024, LeastChunk / 1024, (_unknown ? Math.Min(MostUnknown, largestChunk) : largestChunk) / 1024) * 1024
        : Math.Min(FirstChunk, largestChunk);

    /// <summary>The kernel has looked at the link, too: it knows within a round trip where a link has become slower, answers tell it chunks later.</summary>
    public void Measured(double bytesPerSecond, TimeSpan now)
    {
        if (bytesPerSecond > 0) _kernel.Enqueue((now, bytesPerSecond));
        while (_kernel.TryPeek(out var oldest) && now - oldest.At > KernelRemembers) _kernel.Dequeue();
    }

    /// <summary>The next chunk might have gone so much earlier: with as much to do beside it, that happens again.</summary>
    public void WasLate(TimeSpan by) => _late = by > _late * LateFades ? by : _late * LateFades;

    /// <summary>What the kernel needs to keep a link busy, and no modem's queue overflows with: a round trip and a little. Null while the link is not known.</summary>
    public int? KernelBytes(TimeSpan roundTrip)
    {
        if (_unknown || Rate is not { } rate || _rates.Count == 0) return null;
        // Some answers flatter the link, since what was lost comes all at once; old ones tell of a window that was narrower.
        var newest = _rates.TakeLast(Newest).Order().ToList();
        var usual = Math.Min(rate, newest[newest.Count / 2]);
        return (int)Math.Min(usual * (roundTrip + InKernel).TotalSeconds, MostInKernel) + PacketBytes;
    }

    /// <summary>How long we are busy with so many bytes that it has; zero once it may have a chunk more: when what is left lasts for a round trip, and for us to be late.</summary>
    public TimeSpan BusyFor(long unsent, TimeSpan roundTrip)
    {
        if (Rate is not { } rate) return TimeSpan.Zero;
        var left = (long)(rate * (roundTrip + Late).TotalSeconds) + PacketBytes;
        if (_unknown && left > MostUnknown) left = MostUnknown;
        return unsent > left ? TimeSpan.FromSeconds((unsent - left) / rate) : TimeSpan.Zero;
    }

    /// <summary>The next connection's link is likely this one again: what was learnt holds until it has answered.</summary>
    public void ConnectionOpened()
    {
        (_firstWindow, _firstRate) = (Math.Min(WindowBytes, MostAtFirst), Rate);
        // One that carried little may be chance.
        (_carriedBefore, _deliveredBefore) = (Math.Max(Carried, _carriedBefore / 2), _delivered);
        _rates.Clear();
        _kernel.Clear();
        (_quickest, _newest, _unknown) = (null, null, true);
    }

    /// <summary>Nothing is under way: after a while the link may have become any.</summary>
    public void Idle(TimeSpan now) => _unknown |= now - _deliveredAt > KnownFor;

    /// <summary>A chunk of so many bytes goes out; what it returns comes back with <see cref="Landed"/>.</summary>
    public Mark Sent(int bytes, bool alone, TimeSpan now)
    {
        // Nothing was under way: the time nothing was sent says nothing of the link.
        if (alone) _deliveredAt = now;
        return new Mark(now, bytes, _delivered, _deliveredAt);
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
        (_newest, _unknown) = (null, false);
        var took = (now - mark.DeliveredAt).TotalSeconds;
        if (took > 0) _rates.Enqueue((_delivered - mark.Delivered) / took);
        if (_rates.Count > Remembered) _rates.Dequeue();
        var answer = (now - mark.SentAt, mark.Bytes);
        if (_quickest is not { } quickest || Latency(answer) < Latency(quickest)) _quickest = answer;
    }

    private long Carried => _delivered - _deliveredBefore;

    // What a connection carries is what the last ones did, or what it has carried already.
    private double Expected => Math.Max(Carried, _carriedBefore);

    private TimeSpan Late => TimeSpan.FromSeconds(Math.Clamp(1.5 * _late.TotalSeconds, LeastLate.TotalSeconds, MostLate.TotalSeconds));

    private bool Warming => _rates.Count < WarmingAnswers;

    // One chunk is on its way and the next behind it, or they would be sent and waited for in turns.
    private int Filled(double rate, double latency) =>
        (int)Math.Clamp(2 * ((rate * latency) + ChunkBytes), Math.Min(LeastWindow, largestWindow), largestWindow);

    // What an answer took beside its chunk's own time on the link, in seconds.
    private double Latency((TimeSpan Delay, int Bytes) answer) => Math.Max(0, answer.Delay.TotalSeconds - (Rate is > 0 and { } rate ? answer.Bytes / rate : 0));

    /// <summary>What was known when a chunk went out.</summary>
    internal readonly record struct Mark(TimeSpan SentAt, int Bytes, long Delivered, TimeSpan DeliveredAt);
}
