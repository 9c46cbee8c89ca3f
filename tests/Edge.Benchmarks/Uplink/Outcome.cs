using Edge.Benchmarks.Uplink.Contenders;
using Edge.Benchmarks.Uplink.Watching;

namespace Edge.Benchmarks.Uplink;

/// <summary>How one contender did on a row.</summary>
/// <param name="Goodput">Payload of whole records, as a share of capacity and up-time until the last of them.</param>
/// <param name="WireUp">The board's bytes on the wire until then, for a byte of that payload.</param>
/// <param name="WireDown">The hub's.</param>
/// <param name="Views">Every time of signal but the first, which no outage of the schedule precedes.</param>
/// <param name="Queued">What the board's kernel held of the connection at each cut.</param>
internal sealed record Outcome(string Name, Delivery Delivery, double Goodput, double? WireUp, double? WireDown, long SentBytes, long ReceivedBytes,
    TimeSpan UpTime, IReadOnlyList<WindowView> Views, IReadOnlyList<double> Queued)
{
    /// <summary>How TCP filled the link, as the kernels of both ends told it of each connection at a cut.</summary>
    public string Congestion { get; init; } = "";

    /// <summary>What the report leaves to the machine that reads it: each time of signal by itself.</summary>
    public IEnumerable<object> Details() => Views.Select((v, i) => new
    {
        Contender = Name,
        Window = i,
        FirstPacketSeconds = v.FirstPacket?.TotalSeconds,
        FirstPayloadSeconds = v.FirstPayload?.TotalSeconds,
        v.IdleSeconds,
        v.Gaps,
        ArrivedBytes = v.Arrived,
        v.Opened,
    });

    public static Outcome Of(UplinkRow row, string name, LinkHistory history, Delivery delivery, WireCounters counters, IReadOnlyList<TcpPacket> packets, IReadOnlyList<double> queued)
    {
        var end = history.Windows[^1].To;
        var upTime = history.UpTimeUntil(delivery.Last ?? end);
        var (sent, received) = counters.Until(delivery.Last ?? end);
        double? PerByte(long wire) => delivery.Bytes > 0 ? (double)wire / delivery.Bytes : null;
        return new Outcome(name, delivery, delivery.Bytes / (row.Shape.BytesPerSecond * upTime.TotalSeconds), PerByte(sent), PerByte(received), sent, received, upTime,
            [.. history.Windows.Skip(row.Steady ? 0 : 1).Select(w => WindowView.Of(w, packets, row.Shape.BytesPerSecond))], queued);
    }
}
