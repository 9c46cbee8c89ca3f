using System.Globalization;
using Edge.Agent.Identity;
using Edge.Agent.Storage;
using Edge.Benchmarks.Drain;
using Edge.Benchmarks.Measuring;
using Edge.Benchmarks.Reports;
using Edge.Benchmarks.Startup;

namespace Edge.Benchmarks.Capacity;

/// <summary>The most a board promises to hold: whether it starts with that, knows of every record, and still lets go of some.</summary>
internal sealed class CapacityBenchmark : IBenchmark
{
    private const int Records = 11_200;
    private const int SealedBytes = 500_000;
    private const int Drained = 50;
    private const double TargetSeconds = 5;
    private const double TargetMiB = 64;

    public string Name => "capacity";

    public string Summary => "11,200 waiting records of 500 KB, 6 GB: the start, and 50 of them going";

    public bool OnlyByName => true;

    public async Task RunAsync(BenchContext context, Action<Report> tell, CancellationToken cancellationToken)
    {
        var (records, bytes) = (context.Records ?? Records, context.Bytes ?? SealedBytes);
        List<Figure> figures = [];
        foreach (var store in context.Stores)
        {
            // One after the other, each gone before the next: two would not fit many a disk.
            using var folder = new WorkFolder(context.Folder, Name);
            figures.AddRange(await MeasureAsync(store, folder.FullName, records, bytes, context, cancellationToken));
        }
        tell(new Report(Name, string.Create(CultureInfo.InvariantCulture, $"{records} waiting records of {bytes} bytes"),
        [
            $"real processes on {context.Disk.FileSystem} ({context.Durability}); one start with what was just written in the kernel's memory as far as it fits",
            "every start said that all of them are queued; after the last, those that went are stored at the hub, and the agent says that the others wait",
        ], figures));
    }

    private static async Task<IReadOnlyList<Figure>> MeasureAsync(string store, string folder, int records, int bytes, BenchContext context, CancellationToken cancellationToken)
    {
        var (moved, started, startedMiB, drained) = (TimeSpan.Zero, TimeSpan.Zero, 0d, Math.Min(Drained, records));
        await using var site = await Site.MakeAsync(folder, store, context, async data =>
        {
            Fill(data, records, bytes, context, cancellationToken);
            var start = new AgentStart(data, context.AgentSettings(store));
            context.Say($"capacity: {store}: a start that moves there what lies elsewhere");
            (moved, _) = await start.MeasureAsync(records, cancellationToken);
            context.Say(string.Create(CultureInfo.InvariantCulture, $"capacity: {store}: that took {moved.TotalSeconds:0.0} s; now one that finds all in place"));
            (started, startedMiB) = await start.MeasureAsync(records, cancellationToken);
        }, cancellationToken);

        context.Say($"capacity: {store}: the hub comes back");
        var ((sinceHub, _), drainingMiB) = await MemoryWatch.DuringAsync(site.AgentPid, () => site.DrainAsync(drained, context, cancellationToken));
        await site.RequireHeldAsync(records, cancellationToken);
        return
        [
            new($"{store}: the first start, with all in spool/", moved.TotalSeconds, "s"),
            new($"{store}: from start to READY=1", started.TotalSeconds, "s") { Target = TargetSeconds },
            new($"{store}: its private memory then (RssAnon)", startedMiB, "MiB") { Target = TargetMiB },
            new(string.Create(CultureInfo.InvariantCulture, $"{store}: from the hub's being ready to {drained} gone"), sinceHub.TotalSeconds, "s"),
            new($"{store}: its private memory meanwhile (RssAnon)", drainingMiB, "MiB") { Target = TargetMiB },
        ];
    }

    private static void Fill(DataFolder data, int records, int bytes, BenchContext context, CancellationToken cancellationToken)
    {
        var identity = IdentityStore.Load(data);
        using var key = identity.Key;
        new SpoolFiller(new ManifestWriter(Board.Node, key, identity.Trust.Current), data)
            .Fill(records, bytes, i => context.Say(string.Create(CultureInfo.InvariantCulture, $"capacity: {i} of {records} records written")), cancellationToken);
        PageCache.WriteOut(data.Root);
    }
}
