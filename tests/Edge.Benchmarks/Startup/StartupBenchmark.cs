using System.Globalization;
using Edge.Agent.Storage;
using Edge.Benchmarks.Measuring;
using Edge.Benchmarks.Reports;
using Edge.Demo.Processes;

namespace Edge.Benchmarks.Startup;

/// <summary>How long a board with a long backlog takes until it accepts the next record.</summary>
internal sealed class StartupBenchmark : IBenchmark
{
    private const int Records = 100_000;
    private const int SealedBytes = 1024;
    private const int Times = 3;
    private const double TargetSeconds = 5;

    public string Name => "startup";

    public string Summary => "agent ready with 100,000 waiting records of 1 KB";

    public async Task RunAsync(BenchContext context, Action<Report> tell, CancellationToken cancellationToken)
    {
        // Missing programs are told before a minute is spent on the spool.
        _ = EdgeTool.Agent.Launcher;
        using var board = new Board();
        using var folder = new WorkFolder(context.Folder, Name);
        var data = new DataFolder(Path.Combine(folder.FullName, "agent"));
        new SpoolFiller(board.Manifests, data).Fill(Records, SealedBytes, i => context.Say(string.Create(CultureInfo.InvariantCulture, $"startup: {i} of {Records} records written")), cancellationToken);
        PageCache.WriteOut(data.Root);
        await new Admission(board, data).ProvisionAsync(cancellationToken);
        var start = new AgentStart(data, context.AllowVolatile);

        context.Say("startup: starting the agent, caches warm");
        var warm = await RepeatAsync(() => start.MeasureAsync(Records, cancellationToken));
        var refused = PageCache.Drop();
        context.Say(refused is null ? "startup: starting the agent, caches dropped" : $"startup: caches not dropped ({refused})");
        (double, double)? cold = refused is null ? await RepeatAsync(() => DroppedAsync(start, cancellationToken)) : null;
        tell(Report(context, warm, cold, refused));
    }

    private static async Task<(double Seconds, double MiB)> RepeatAsync(Func<Task<(TimeSpan Ready, double MiB)>> measure)
    {
        List<(TimeSpan Ready, double MiB)> taken = [];
        for (var i = 0; i < Times; i++) taken.Add(await measure());
        return (taken.Select(t => t.Ready.TotalSeconds).Order().ElementAt(Times / 2), taken.Max(t => t.MiB));
    }

    private static Task<(TimeSpan Ready, double MiB)> DroppedAsync(AgentStart start, CancellationToken cancellationToken)
    {
        if (PageCache.Drop() is { } refused) throw new BenchException(refused);
        return start.MeasureAsync(Records, cancellationToken);
    }

    private Report Report(BenchContext context, (double Seconds, double MiB) warm, (double Seconds, double MiB)? cold, string? refused)
    {
        List<Figure> figures =
        [
            new("from start to READY=1, caches warm", warm.Seconds, "s") { Target = TargetSeconds },
            new("its private memory then (RssAnon)", warm.MiB, "MiB"),
        ];
        List<string> conditions = [string.Create(CultureInfo.InvariantCulture, $"the real process, medians of {Times} starts; memory is the largest; on {context.Disk.FileSystem} ({context.Durability})")];
        if (cold is { } c)
        {
            figures.Add(new("from start to READY=1, caches dropped", c.Seconds, "s") { Target = TargetSeconds });
            figures.Add(new("its private memory then (RssAnon)", c.MiB, "MiB"));
        }
        else
        {
            conditions.Add($"not measured with caches dropped, which needs root: {refused}");
        }
        return new Report(Name, Summary, conditions, figures);
    }
}
