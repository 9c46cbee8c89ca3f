using System.Globalization;
using Edge.Benchmarks.Boards;
using Edge.Benchmarks.Measuring;
using Edge.Benchmarks.Reports;
using Edge.Testing.Processes;

namespace Edge.Benchmarks.Ingest;

/// <summary>How fast a hub takes what boards have: through broker, checks and store, beside the same bytes written to a database of its kind by a plain loop.</summary>
internal sealed class IngestBenchmark : IBenchmark
{
    private const int Records = 500;
    private const int RecordBytes = 200_000;
    private const double Target = 0.5;

    private static readonly int[] Boards = [1, 10, 100];

    public string Name => "ingest";

    public string Summary => "a hub takes 500 records of 200 KB from 1, 10 and 100 boards at once, beside a plain loop that commits each";

    public bool OnlyByName => true;

    public async Task RunAsync(BenchContext context, Action<Report> tell, CancellationToken cancellationToken)
    {
        var all = context.Records ?? Records;
        using var folder = new WorkFolder(context.Folder, Name);
        var plain = PlainLoop.Write(Path.Combine(folder.FullName, "plain.db"), all, RecordBytes);
        List<Figure> figures = [new("plain loop: records a second, one commit each", all / plain.TotalSeconds, "1/s") { Ratio = 1 }];
        foreach (var boards in Boards.Where(b => b <= all))
        {
            var plan = new BoardsPlan(boards, all / boards) { RecordBytes = RecordBytes };
            figures.AddRange(await MeasureAsync(plan, plain / all, context, Directory.CreateDirectory(Path.Combine(folder.FullName, $"{boards}")).FullName, cancellationToken));
        }
        tell(new Report(Name, Summary,
        [
            string.Create(CultureInfo.InvariantCulture, $"real MQTT over mutual TLS on the loopback; a hub and its broker as processes, all boards in another; {Environment.ProcessorCount} processors do everything, the boards' reading, sealing check and kept/ included"),
            $"from the first board's start until the last receipt is in the slowest board's ledger; data on {context.Disk.FileSystem} ({context.Durability})",
            "the ratio is records a second beside the plain loop's: SQLite with the hub's settings (WAL, synchronous=FULL), the sealed bytes alone",
        ], figures));
    }

    private static async Task<IReadOnlyList<Figure>> MeasureAsync(BoardsPlan plan, TimeSpan plainRecord, BenchContext context, string folder, CancellationToken cancellationToken)
    {
        var setup = HubSetup.OnFreePorts(Path.Combine(folder, "hub"));
        await using var hub = HubProcess.Start(setup);
        await hub.WaitReadyAsync(cancellationToken);
        var boards = Directory.CreateDirectory(Path.Combine(folder, "boards")).FullName;
        var fleet = new BoardFleet(boards, plan, setup);
        context.Say($"ingest: {plan.Boards} boards are admitted, and have {plan.AllRecords} records");
        await fleet.AdmitAsync(cancellationToken);
        var ids = fleet.Fill(cancellationToken);
        var broker = hub.BrokerPid ?? throw new BenchException($"the hub has no broker. Its last lines:\n{hub.LastLines}");
        var (hubBefore, brokerBefore) = (ProcessorTime.Of(hub.Pid), ProcessorTime.Of(broker));
        await using var process = LoadProcess.Start(boards, plan, place: null, Path.Combine(folder, "load"));
        var result = await process.ResultAsync(cancellationToken);
        var (hubCpu, brokerCpu) = (ProcessorTime.Of(hub.Pid) - hubBefore, ProcessorTime.Of(broker) - brokerBefore);
        var stored = (await hub.ListRecordsAsync(cancellationToken)).Count(r => r.State == "stored" && ids.Contains((r.Node, r.RecordId)));
        if (stored != plan.AllRecords || result.Boards.Any(b => b.Waiting > 0)) throw new BenchException($"{stored} of {plan.AllRecords} records are stored, and {result.Boards.Sum(b => b.Waiting)} still wait: {result.Boards.FirstOrDefault(b => b.Waiting > 0)?.Problem}");
        var rate = plan.AllRecords / result.Boards.Max(b => b.LastReceiptSeconds ?? result.Seconds);
        return
        [
            new($"{plan.Boards} boards: records a second", rate, "1/s") { Ratio = rate * plainRecord.TotalSeconds, Target = Target, AtLeast = true },
            new($"{plan.Boards} boards: the hub's processor time a record", hubCpu.TotalMilliseconds / plan.AllRecords, "ms"),
            new($"{plan.Boards} boards: the broker's", brokerCpu.TotalMilliseconds / plan.AllRecords, "ms"),
            new($"{plan.Boards} boards: theirs", result.CpuSeconds * 1000 / plan.AllRecords, "ms"),
        ];
    }
}
