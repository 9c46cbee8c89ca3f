using System.Globalization;
using Edge.Agent.Storage;
using Edge.Benchmarks.Measuring;
using Edge.Benchmarks.Reports;
using Edge.Testing.Processes;

namespace Edge.Benchmarks.Startup;

/// <summary>How long a board with a long backlog takes until it accepts the next record.</summary>
internal sealed class StartupBenchmark : IBenchmark
{
    private const int Records = 100_000;
    private const int SealedBytes = 1024;
    private const int Times = 3;
    private const double TargetSeconds = 5;
    private const double TargetMiB = 64;

    public string Name => "startup";

    public string Summary => "agent ready with 100,000 waiting records of 1 KB";

    public async Task RunAsync(BenchContext context, Action<Report> tell, CancellationToken cancellationToken)
    {
        // Missing programs are told before a minute is spent on the spool.
        _ = EdgeTool.Agent.Launcher;
        var (records, bytes) = (context.Records ?? Records, context.Bytes ?? SealedBytes);
        using var board = new Board();
        using var folder = new WorkFolder(context.Folder, Name);
        var empty = new DataFolder(Path.Combine(folder.FullName, "empty"));
        await new Admission(board, empty).ProvisionAsync(cancellationToken);
        context.Say("startup: starting an agent with nothing waiting");
        var baseline = await RepeatAsync(() => new AgentStart(empty, context.AgentSettings(context.Stores[0])).MeasureAsync(0, cancellationToken));

        var data = new DataFolder(Path.Combine(folder.FullName, "agent"));
        new SpoolFiller(board.Manifests, data).Fill(records, bytes, i => context.Say(string.Create(CultureInfo.InvariantCulture, $"startup: {i} of {records} records written")), cancellationToken);
        PageCache.WriteOut(data.Root);
        await new Admission(board, data).ProvisionAsync(cancellationToken);
        List<Figure> figures = [new("baseline: the same agent with nothing waiting", baseline.Seconds, "s") { Ratio = 1 }, new("baseline: its private memory then (RssAnon)", baseline.MiB, "MiB") { Ratio = 1 }];
        foreach (var store in context.Stores) figures.AddRange(await MeasureAsync(store, new AgentStart(data, context.AgentSettings(store)), records, baseline, context, cancellationToken));
        tell(new Report(Name, string.Create(CultureInfo.InvariantCulture, $"agent ready with {records} waiting records of {bytes} bytes"),
        [
            string.Create(CultureInfo.InvariantCulture, $"the real process, medians of {Times} starts; memory is the largest; on {context.Disk.FileSystem} ({context.Durability})"),
            "the records are written as files; the start that moves them to another store is not among those measured",
            .. PageCache.Drop() is { } refused ? [$"not measured with caches dropped, which needs root: {refused}"] : Array.Empty<string>(),
        ], figures));
    }

    private static async Task<List<Figure>> MeasureAsync(string store, AgentStart start, int records, (double Seconds, double MiB) baseline, BenchContext context, CancellationToken cancellationToken)
    {
        context.Say($"startup: {store}: a start that moves there what lies elsewhere");
        var (moved, _) = await start.MeasureAsync(records, cancellationToken);
        context.Say(string.Create(CultureInfo.InvariantCulture, $"startup: {store}: that took {moved.TotalSeconds:0.0} s; now caches warm"));
        var figures = Figures("caches warm", await RepeatAsync(() => start.MeasureAsync(records, cancellationToken)));
        if (PageCache.Drop() is not null) return figures;
        context.Say($"startup: {store}: caches dropped");
        return [.. figures, .. Figures("caches dropped", await RepeatAsync(() => DroppedAsync(start, records, cancellationToken)))];

        List<Figure> Figures(string when, (double Seconds, double MiB) taken) =>
        [
            new($"{store}: from start to READY=1, {when}", taken.Seconds, "s") { Ratio = taken.Seconds / baseline.Seconds, Target = TargetSeconds, TargetIsValue = true },
            new($"{store}: its private memory then (RssAnon)", taken.MiB, "MiB") { Ratio = taken.MiB / baseline.MiB, Target = TargetMiB, TargetIsValue = true },
        ];
    }

    private static async Task<(double Seconds, double MiB)> RepeatAsync(Func<Task<(TimeSpan Ready, double MiB)>> measure)
    {
        List<(TimeSpan Ready, double MiB)> taken = [];
        for (var i = 0; i < Times; i++) taken.Add(await measure());
        return (taken.Select(t => t.Ready.TotalSeconds).Order().ElementAt(Times / 2), taken.Max(t => t.MiB));
    }

    private static Task<(TimeSpan Ready, double MiB)> DroppedAsync(AgentStart start, int records, CancellationToken cancellationToken)
    {
        if (PageCache.Drop() is { } refused) throw new BenchException(refused);
        return start.MeasureAsync(records, cancellationToken);
    }
}
