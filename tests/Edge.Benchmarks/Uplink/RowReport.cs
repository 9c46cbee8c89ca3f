using System.Globalization;
using Edge.Benchmarks.Reports;
using Edge.Benchmarks.Uplink.Watching;

namespace Edge.Benchmarks.Uplink;

/// <summary>The figures of a row, the targets beside those of Edge.</summary>
internal static class RowReport
{
    public static Report Of(UplinkRow row, BenchContext context, IReadOnlyList<Outcome> outcomes)
    {
        List<Figure> figures = [];
        foreach (var outcome in outcomes) figures.AddRange(Figures(row, outcome, outcomes[0], outcome.Name == "Edge" ? row.Targets : null));
        return new Report($"uplink {row.Name}", row.What, Conditions(row, context, outcomes), figures) { Details = [.. outcomes.SelectMany(o => o.Details())] };
    }

    private static IReadOnlyList<string> Conditions(UplinkRow row, BenchContext context, IReadOnlyList<Outcome> outcomes) =>
    [
        row.Shape.Loss > 0
            ? "two network namespaces and a veth pair, shaped by tc netem in both directions: rate, delay, loss; in an outage the carrier stays and packets vanish"
            : row.Relay
            ? "two network namespaces, a TUN device in each, a packet relay between them that delays and shapes; in an outage the carrier stays and packets vanish"
            : "two network namespaces and a veth pair, shaped by tc tbf in both directions; in an outage the carrier is lost, and ARP asks anew after it"
              + (row.Dials ? "; the board's address is a new one after each" : "; an old TCP connection may live on"),
        string.Create(CultureInfo.InvariantCulture, $"times of signal: {row.RawWindows} raw, {row.Schedule.Windows} Edge, {row.BridgeWindows} bridge; the modem queues {row.Shape.QueueBytes} bytes"),
        $"TCP's congestion control, as the kernels of both ends told it of each connection at a cut: {Congestion(outcomes)}",
        $"payload is what a record holds before anything is added to it, {row.RecordBytes} bytes, whoever carries it; Edge carries records sealed and signed, the bridge the bare bytes"
            + (row.SealedBridge ? ", and in its second line the records of a board's spool, sealed and signed" : ""),
        "goodput is the payload of whole records over capacity (bytes on the wire, headers included) and up-time, which ends with the last record stored",
        "the raw stream is told of each link-up, sends no records and waits for no answer; the bridge: persistence, saved on every change, TLS as Edge has it, QoS 1",
        "first payload: at the hub, the first of five packets of which three are full; a link-up without any counts with all its time; the first link-up is not counted; wire: counters of the board's device until the last record stored",
        $"data on {context.Disk.FileSystem} ({context.Durability})",
    ];

    private static string Congestion(IReadOnlyList<Outcome> outcomes) =>
        outcomes.Select(o => o.Congestion).Distinct().ToList() is [var one] ? one : string.Join(", ", outcomes.Select(o => $"{o.Name} {o.Congestion}"));

    private static IEnumerable<Figure> Figures(UplinkRow row, Outcome o, Outcome raw, UplinkTargets? targets)
    {
        yield return new Figure($"{o.Name}: goodput / (capacity x up-time)", o.Goodput, "") { Target = targets?.Goodput, AtLeast = true };
        if (o == raw)
        {
            yield return new Figure($"{o.Name}: received", o.Delivery.Bytes / 1000d, "kB");
        }
        else
        {
            yield return new Figure($"{o.Name}: goodput / raw TCP's", raw.Goodput > 0 ? o.Goodput / raw.Goodput : 0, "") { Target = targets?.OfRaw, AtLeast = true };
            yield return new Figure($"{o.Name}: records delivered", o.Delivery.Records, "");
        }
        yield return new Figure($"{o.Name}: up-time counted", o.UpTime.TotalSeconds, "s");
        if (o.WireUp is { } up) yield return new Figure($"{o.Name}: sent on the wire / payload", up, "") { Target = targets?.WireUp };
        else yield return new Figure($"{o.Name}: sent on the wire, nothing delivered", o.SentBytes / 1000d, "kB");
        if (o.WireDown is { } down) yield return new Figure($"{o.Name}: returned on the wire / payload", down, "") { Target = targets?.WireDown };
        foreach (var figure in Windows(row, o, targets)) yield return figure;
        foreach (var (what, value, unit) in o.Delivery.More) yield return new Figure($"{o.Name}: {what}", value, unit);
    }

    private static IEnumerable<Figure> Windows(UplinkRow row, Outcome o, UplinkTargets? targets)
    {
        if (o.Views.Count == 0) yield break;
        yield return Median($"{o.Name}: idle after first payload, of {row.Schedule.Up.TotalSeconds} s", o.Views.Where(v => v.FirstPayload is not null).Select(v => v.IdleSeconds), "s");
        if (row.Steady) yield break;
        foreach (var figure in Times($"{o.Name}: link-up to its first packet", o.Views.Select(v => v.FirstPacket ?? row.Schedule.Up), null)) yield return figure;
        foreach (var figure in Times($"{o.Name}: link-up to first payload", o.Views.Select(v => v.FirstPayload ?? row.Schedule.Up), targets?.FirstPayload)) yield return figure;
        yield return new Figure($"{o.Name}: link-ups without payload, of {o.Views.Count}", o.Views.Count(v => v.FirstPayload is null), "");
        yield return Median($"{o.Name}: sent before first payload", o.Views.Where(v => v.FirstPayload is not null).Select(v => (double)v.ConnectUp), "B");
        yield return Median($"{o.Name}: returned before first payload", o.Views.Where(v => v.FirstPayload is not null).Select(v => (double)v.ConnectDown), "B");
        yield return Median($"{o.Name}: held by the kernel at a cut", o.Queued, "B");
    }

    private static IEnumerable<Figure> Times(string what, IEnumerable<TimeSpan> times, double? target)
    {
        var seconds = times.Select(t => t.TotalSeconds).ToList();
        if (Spread.Rank(seconds, 0.5) is not { } median) yield break;
        yield return new Figure($"{what}, median", median, "s");
        yield return new Figure($"{what}, p95", Spread.Rank(seconds, 0.95)!.Value, "s") { Target = target };
    }

    private static Figure Median(string what, IEnumerable<double> values, string unit) => new($"{what}, median", Spread.Rank(values, 0.5) ?? 0, unit);
}
