using System.Globalization;
using Edge.Benchmarks.Reports;
using Edge.Testing.Processes;

namespace Edge.Benchmarks.Uplink;

/// <summary>What comes over narrow links that come and go: a raw TCP stream, Edge, and a mosquitto bridge.</summary>
internal sealed class UplinkBenchmark : IBenchmark
{
    public string Name => "uplink";

    public string Summary => "narrow links that come and go, beside a raw TCP stream and a mosquitto bridge: as root, 4 to 20 minutes a row, an hour and a half in all";

    public bool OnlyByName => true;

    public async Task RunAsync(BenchContext context, Action<Report> tell, CancellationToken cancellationToken)
    {
        if (!Environment.IsPrivilegedProcess) throw new BenchException("uplink makes network namespaces and shapes links, which needs root: sudo ./edge bench uplink");
        _ = EdgeTool.Agent.Launcher;
        foreach (var row in UplinkRows.All.Where(r => context.Rows.Count == 0 ? !r.OnlyByName : context.Rows.Contains(r.Name)))
        {
            var chosen = context.Windows is { } windows && !row.Steady ? row with { Schedule = row.Schedule with { Windows = windows }, BridgeWindows = Math.Min(row.BridgeWindows, windows) } : row;
            using var folder = new WorkFolder(context.Folder, $"uplink-{row.Name}");
            context.Say(string.Create(CultureInfo.InvariantCulture, $"uplink {row.Name}: {row.What}; about {Minutes(chosen):0.0} minutes"));
            tell(RowReport.Of(chosen, context, await new RowRun(chosen, context, folder.FullName).RunAsync(cancellationToken)));
        }
    }

    // A quarter of a minute each to set up and to look after.
    private static double Minutes(UplinkRow row)
    {
        int[] windows = [row.RawWindows, row.Schedule.Windows, row.BridgeWindows, .. row.SealedBridge ? [row.BridgeWindows] : Array.Empty<int>()];
        return windows.Sum(w => 0.25 + (row.Schedule with { Windows = w }).Length.TotalMinutes);
    }
}
