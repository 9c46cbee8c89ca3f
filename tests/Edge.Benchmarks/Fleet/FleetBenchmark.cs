using Edge.Benchmarks.Reports;
using Edge.Testing.Processes;

namespace Edge.Benchmarks.Fleet;

/// <summary>As many boards as the country has, each with a connection of its own: what they cost, and how they come back.</summary>
internal sealed class FleetBenchmark : IBenchmark
{
    private const int Boards = 11_000, Thousands = 1_000;

    private const string Connections = "connections", Pages = "pages", Operators = "operators";

    public static IReadOnlyList<string> Rows { get; } = [Connections, Pages, Operators];

    public string Name => "fleet";

    public string Summary => "11,000 boards: connected over mutual TLS, what they cost and how they return after an outage of all; the fleet page with 30 days and 1,000,000 records; ten operators beside a sending board: about half an hour";

    public bool OnlyByName => true;

    public async Task RunAsync(BenchContext context, Action<Report> tell, CancellationToken cancellationToken)
    {
        _ = EdgeTool.Hub.Launcher;
        var plan = new FleetPlan(context.Boards ?? Boards);
        var folder = new FleetFolder(context.Folder, plan);
        await folder.MakeAsync(context.Say, cancellationToken);
        var wanted = context.Rows.Count == 0 ? Rows : context.Rows;
        if (wanted.Contains(Connections)) tell(FleetReport.Of(Name, context, plan, await new FleetRun(folder, context).RunAsync(cancellationToken)));
        if (!wanted.Contains(Pages) && !wanted.Contains(Operators)) return;
        await new FleetPast(folder, plan).FillAsync((context.Records ?? Thousands) * 1_000, context.Say, cancellationToken);
        await new FleetPages(folder, plan, context).RunAsync(wanted.Contains(Pages), wanted.Contains(Operators), tell, cancellationToken);
    }
}
