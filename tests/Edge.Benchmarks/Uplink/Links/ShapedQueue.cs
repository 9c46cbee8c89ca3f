namespace Edge.Benchmarks.Uplink.Links;

/// <summary>One direction of a modem: bytes leave one after the other at the link's rate, are under way for a while, and what finds the queue full is dropped. Times go in, packets come out.</summary>
internal sealed class ShapedQueue
{
    private readonly Lock _gate = new();
    private readonly Queue<(TimeSpan Leaves, TimeSpan Arrives, byte[] Packet)> _packets = new();
    private LinkShape? _shape;
    private TimeSpan _busyUntil;
    private bool _silent;

    public void Shape(LinkShape shape)
    {
        lock (_gate) _shape = shape;
    }

    /// <summary>Silent: what is queued or under way vanishes, and so does what comes.</summary>
    public void Silence(bool silent)
    {
        lock (_gate)
        {
            _silent = silent;
            if (silent) _packets.Clear();
            _busyUntil = TimeSpan.Zero;
        }
    }

    public void Put(ReadOnlySpan<byte> packet, TimeSpan now)
    {
        lock (_gate)
        {
            if (_silent) return;
            var begins = _busyUntil > now ? _busyUntil : now;
            if (_shape is { } full && (begins - now).TotalSeconds * full.BytesPerSecond + packet.Length > full.QueueBytes) return;
            var leaves = _shape is { } shape ? begins + TimeSpan.FromSeconds(packet.Length / shape.BytesPerSecond) : now;
            _busyUntil = leaves;
            _packets.Enqueue((leaves, leaves + (_shape?.OneWay ?? TimeSpan.Zero), packet.ToArray()));
        }
    }

    /// <summary>A packet that has arrived, or null and when to look again.</summary>
    public byte[]? Take(TimeSpan now, out TimeSpan next)
    {
        lock (_gate)
        {
            next = _packets.TryPeek(out var first) ? first.Arrives : TimeSpan.MaxValue;
            return next <= now ? _packets.Dequeue().Packet : null;
        }
    }
}
