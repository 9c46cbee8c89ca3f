namespace Edge.Benchmarks.Uplink.Links;

/// <summary>Carries packets from one device to another, through a modem's queue. One thread does both, so that a packet is never overtaken.</summary>
internal sealed class PacketRelay : IDisposable
{
    private const int Longest = 2048;
    private const int LookMs = 50;

    private readonly TunDevice _from;
    private readonly TunDevice _to;
    private readonly Thread _thread;
    private volatile bool _stopped;

    public PacketRelay(string name, TunDevice from, TunDevice to)
    {
        (_from, _to) = (from, to);
        _thread = new Thread(Run) { IsBackground = true, Name = name };
        _thread.Start();
    }

    public ShapedQueue Queue { get; } = new();

    public void Dispose()
    {
        _stopped = true;
        _thread.Join();
    }

    private void Run()
    {
        var started = TimeProvider.System.GetTimestamp();
        var packet = new byte[Longest];
        while (!_stopped)
        {
            var now = TimeProvider.System.GetElapsedTime(started);
            TimeSpan next;
            while (Queue.Take(now, out next) is { } arrived) _to.Write(arrived);
            var length = _from.Read(packet, Wait(next - now));
            if (length > 0) Queue.Put(packet.AsSpan(0, length), TimeProvider.System.GetElapsedTime(started));
        }
    }

    // Rounded up: a packet is late by a millisecond at most, and never early.
    private static int Wait(TimeSpan left) => (int)Math.Clamp(Math.Ceiling(left.TotalMilliseconds), 0, LookMs);
}
