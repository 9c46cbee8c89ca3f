using System.Globalization;
using Edge.Benchmarks.Accept;
using Edge.Benchmarks.Measuring;
using Edge.Benchmarks.Reports;

namespace Edge.Benchmarks.Drain;

/// <summary>How fast a backlog goes once the hub is back, and what memory that takes the board.</summary>
internal sealed class DrainBenchmark : IBenchmark
{
    private const double TargetMiB = 64;

    public string Name => "drain";

    public string Summary => "1,000 records of 200 KB waited for the hub, then all go";

    public async Task RunAsync(BenchContext context, Action<Report> tell, CancellationToken cancellationToken)
    {
        using var folder = new WorkFolder(context.Folder, Name);
        var baseline = Baseline(folder.FullName);
        List<Figure> figures = [new("baseline: the same bytes, plain durable writes", baseline.TotalSeconds, "s") { Ratio = 1 }];
        foreach (var store in context.Stores) figures.AddRange(await MeasureAsync(store, folder.FullName, baseline, context, cancellationToken));
        tell(new Report(Name, Summary,
        [
            $"real processes: agent, hub and its broker, over TLS on the loopback, all on {context.Disk.FileSystem} ({context.Durability})",
            "gone is what has left the board's queue: stored by the hub, receipt verified and in the ledger, file in kept/",
            "the baseline is as many plain durable writes (write, fsync, rename, fsync of the folder) of the same bytes",
            string.Create(CultureInfo.InvariantCulture, $"the hub counts {Site.Records} stored; memory is the most of looks every 50 ms"),
            "written by the agent: write_bytes of /proc/PID/io, pages made dirty from the first acceptance to the last in kept/, without the file system's journal",
            CardLife.Assumptions,
        ], figures));
    }

    private static async Task<IReadOnlyList<Figure>> MeasureAsync(string store, string folder, TimeSpan baseline, BenchContext context, CancellationToken cancellationToken)
    {
        await using var site = await Site.MakeAsync(Directory.CreateDirectory(Path.Combine(folder, store)).FullName, store, context, prepare: null, cancellationToken);
        var before = DiskWrites.OfProcess(site.AgentPid);
        context.Say($"drain: {store}: the hub is down; the board takes its records");
        var (filled, fillingMiB) = await MemoryWatch.DuringAsync(site.AgentPid, () => site.FillAsync(cancellationToken));

        context.Say($"drain: {store}: the hub comes back");
        var ((sinceHub, sinceFirst), drainingMiB) = await MemoryWatch.DuringAsync(site.AgentPid, () => site.DrainAsync(Site.Records, context, cancellationToken));
        await site.RequireEmptyAsync(cancellationToken);
        await site.RequireAllStoredAsync(cancellationToken);
        var written = (DiskWrites.OfProcess(site.AgentPid) - before) / ((double)Site.Records * Site.RecordBytes);
        return
        [
            new($"{store}: accepting them, one after the other over the local API", filled.TotalSeconds, "s") { Ratio = filled / baseline },
            new($"{store}: from the hub's being ready to the last one gone", sinceHub.TotalSeconds, "s") { Ratio = sinceHub / baseline },
            new($"{store}: from the first one gone to the last", sinceFirst.TotalSeconds, "s") { Ratio = sinceFirst / baseline },
            new($"{store}: throughput from the first one gone to the last", Site.Records * (double)Site.RecordBytes / 1e6 / sinceFirst.TotalSeconds, "MB/s"),
            new($"{store}: the agent's private memory while accepting (RssAnon)", fillingMiB, "MiB"),
            new($"{store}: the agent's private memory while draining (RssAnon)", drainingMiB, "MiB") { Target = TargetMiB },
            new($"{store}: written by the agent, per payload byte", written, "bytes"),
            new($"{store}: life of a card, from acceptance to kept/", CardLife.Years(written), "years"),
        ];
    }

    // The hub has to write every byte durably too, so this is what the disk asks for at least.
    private static TimeSpan Baseline(string folder)
    {
        var plain = new PlainStore(folder);
        var bytes = new byte[Site.RecordBytes];
        new Random(1).NextBytes(bytes);
        var start = TimeProvider.System.GetTimestamp();
        for (var i = 0; i < Site.Records; i++) plain.Store(bytes);
        return TimeProvider.System.GetElapsedTime(start);
    }
}
