namespace Edge.Benchmarks.Uplink.Watching;

/// <summary>What the wire saw of one time of signal.</summary>
/// <param name="FirstPacket">From link-up to the board's first packet at the hub.</param>
/// <param name="FirstPayload">From link-up to the first payload at the hub, or null where none came.</param>
/// <param name="ConnectUp">The board's bytes before that.</param>
/// <param name="ConnectDown">The hub's bytes before that.</param>
/// <param name="Gaps">Times after it in which the board's direction carried nothing although it could have.</param>
/// <param name="Arrived">Bytes of the board's packets that reached the hub in all of it, and how many times the board opened a connection.</param>
internal sealed record WindowView(TimeSpan? FirstPacket, TimeSpan? FirstPayload, long ConnectUp, long ConnectDown, IReadOnlyList<IdleGap> Gaps, long Arrived, int Opened)
{
    // A stretch with this many full packets is payload on its way; a handshake with certificates and an offer by id are none.
    private const int Full = 3;
    private const int Stretch = 5;
    private const int FullPayload = 1000;

    // What a busy machine makes of an even stream.
    private static readonly TimeSpan Jitter = TimeSpan.FromMilliseconds(20);

    public double IdleSeconds => Gaps.Sum(g => g.Seconds);

    public static WindowView Of(UpWindow window, IReadOnlyList<TcpPacket> packets, double bytesPerSecond)
    {
        List<TcpPacket> within = [.. packets.Where(p => window.Contains(p.At))];
        var first = FirstPayloadOf(within.Where(p => p.FromBoard));
        var before = first is null ? within : [.. within.TakeWhile(p => p.At < first.At)];
        return new WindowView(within.Find(p => p.FromBoard)?.At - window.From, first?.At - window.From,
            before.Where(p => p.FromBoard).Sum(p => (long)p.Length), before.Where(p => !p.FromBoard).Sum(p => (long)p.Length),
            first is null ? [] : GapsAfter(first, within, window, bytesPerSecond),
            within.Where(p => p.FromBoard).Sum(p => (long)p.Length), within.Count(p => p is { FromBoard: true, Opens: true }));
    }

    // Bare acknowledgements are no interruption.
    private static TcpPacket? FirstPayloadOf(IEnumerable<TcpPacket> board)
    {
        List<TcpPacket> data = [.. board.Where(p => p.Payload > 0)];
        return data.Where((packet, i) => IsFull(packet) && data.Skip(i).Take(Stretch).Count(IsFull) >= Full).FirstOrDefault();
    }

    private static bool IsFull(TcpPacket packet) => packet.Payload >= FullPayload;

    private static List<IdleGap> GapsAfter(TcpPacket first, List<TcpPacket> within, UpWindow window, double bytesPerSecond)
    {
        List<IdleGap> gaps = [];
        var last = first.At;
        foreach (var packet in within.Where(p => p.FromBoard && p.At > first.At))
        {
            Note(packet.At - TimeSpan.FromSeconds(packet.Length / bytesPerSecond));
            last = packet.At;
        }
        Note(window.To);
        return gaps;

        void Note(DateTimeOffset until)
        {
            if (until - last > Jitter) gaps.Add(new IdleGap((last - window.From).TotalSeconds, (until - last).TotalSeconds));
        }
    }
}
