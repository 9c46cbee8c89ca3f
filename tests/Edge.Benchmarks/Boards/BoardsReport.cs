using System.Globalization;
using Edge.Benchmarks.Reports;

namespace Edge.Benchmarks.Boards;

/// <summary>The figures of a return, the targets beside them.</summary>
internal static class BoardsReport
{
    private const double HubMiB = 512;
    private const double SlowestToMedian = 2;

    public static Report Of(string summary, BenchContext context, BoardsOutcome o) => new("boards", summary, Conditions(context, o), [.. Times(o), .. Losses(o), .. Costs(o)])
    {
        Details = [.. o.Result.Boards],
    };

    private static IReadOnlyList<string> Conditions(BenchContext context, BoardsOutcome o) =>
    [
        string.Create(CultureInfo.InvariantCulture, $"{o.Plan.Boards} boards, each {o.Plan.Records} records of {o.Plan.RecordBytes} sealed bytes (random ones, with real signed manifests), start evenly within {BoardsPlan.Within.TotalSeconds} s; {BoardsPlan.Limit.TotalMinutes} minutes at most"),
        "one load process with all uplinks and their spools, real MQTT over mutual TLS; hub and its broker in a network of their own; a veth pair between them, 100 Mbit/s each way by tc tbf",
        string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} processors do everything, TLS and disk of both sides included; the machine's load before the start: {o.Load}; data on {context.Disk.FileSystem} ({context.Durability})"),
        "a board is done when its last receipt is in its ledger; times count from the first board's start; memory is RssAnon, the most of looks every 50 ms",
    ];

    private static IEnumerable<Figure> Times(BoardsOutcome o) =>
    [
        new("records stored by the hub", o.Stored, "") { Target = o.Plan.AllRecords, AtLeast = true },
        new("records stored twice", o.Twice, "") { Target = 0 },
        new("boards that got every receipt", o.Served, "") { Target = o.Plan.Boards, AtLeast = true },
        new("last receipt: first board", o.First, "s"),
        new("last receipt: median board", o.Median, "s"),
        new("last receipt: slowest board", o.Slowest, "s"),
        // Where some never finished, all of those count with the same time, and the ratio would flatter.
        .. o.Served == o.Plan.Boards ? [new("slowest / median", o.Slowest / o.Median, "") { Target = SlowestToMedian }] : Array.Empty<Figure>(),
        new("hub: private memory at most", o.HubMiB, "MiB") { Target = HubMiB },
        new("broker: private memory at most", o.BrokerMiB, "MiB"),
        new("load process: private memory at most", o.LoadMiB, "MiB"),
    ];

    private static IEnumerable<Figure> Losses(BoardsOutcome o) =>
    [
        new("messages the hub dropped", o.ReceiveDropped, "") { Target = 0 },
        new("times the broker began to drop for a client", o.BrokerDrops, "") { Target = 0 },
        new("boards evicted", o.Evictions, "") { Target = 0 },
        new("connections, of all boards", o.Result.Boards.Sum(b => b.Connections), ""),
        new("payload sent again", o.Result.Boards.Sum(b => b.ResentBytes) / 1000d, "kB"),
        new("payload the hub had already", o.Duplicate / 1000d, "kB"),
    ];

    private static IEnumerable<Figure> Costs(BoardsOutcome o)
    {
        var payload = (double)o.Stored * o.Plan.RecordBytes;
        if (payload > 0)
        {
            yield return new("sent on the wire / payload", o.Wire.Sent / payload, "");
            yield return new("returned on the wire / payload", o.Wire.Received / payload, "");
        }
        yield return new("goodput until the slowest is done", o.BytesPerSecond * 8 / 1e6, "Mbit/s");
        yield return new("goodput / 100 Mbit/s", o.BytesPerSecond / BoardsPlan.Link.BytesPerSecond, "");
        yield return new("processor time of the hub", o.HubCpu.TotalSeconds, "s");
        yield return new("processor time of the broker", o.BrokerCpu.TotalSeconds, "s");
        yield return new("processor time of the load process", o.Result.CpuSeconds, "s");
        yield return new("processor time of others on the machine", Math.Max(0, o.Result.MachineBusySeconds - o.HubCpu.TotalSeconds - o.BrokerCpu.TotalSeconds - o.Result.CpuSeconds), "s");
        yield return new("processor time there was", o.Result.Seconds * Environment.ProcessorCount, "s");
    }
}
