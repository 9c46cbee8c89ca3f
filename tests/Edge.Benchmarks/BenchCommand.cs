using System.CommandLine;
using Edge.Benchmarks.Accept;
using Edge.Benchmarks.Drain;
using Edge.Benchmarks.Reports;
using Edge.Benchmarks.Startup;
using Edge.Demo.Processes;

namespace Edge.Benchmarks;

/// <summary>What <c>./edge bench</c> takes.</summary>
internal static class BenchCommand
{
    private const int Usage = 64;
    private static readonly IReadOnlyList<IBenchmark> All = [new AcceptBenchmark(), new StartupBenchmark(), new DrainBenchmark()];

    public static Task<int> InvokeAsync(string[] args)
    {
        var names = new Argument<string[]>("NAME") { HelpName = "NAME", Description = "Which benchmarks: " + string.Join("; ", All.Select(b => $"{b.Name} ({b.Summary})")) + ". All where none is named." };
        names.AcceptOnlyFromAmong([.. All.Select(b => b.Name)]);
        var json = new Option<bool>("--json") { Description = "Print one JSON document instead of tables." };
        var folder = new Option<DirectoryInfo?>("--dir") { Description = "Which disk to measure: a folder to work in. By default artifacts/bench, since a temp folder may be memory." };
        var command = new RootCommand("Measures Edge. Nothing passes or fails here but by breaking: the targets stand beside the figures.") { names, json, folder };
        command.SetAction((result, cancellationToken) => RunAsync(result.GetValue(names) ?? [], result.GetValue(folder), result.GetValue(json), cancellationToken));
        return InvokeAsync(command.Parse(args));
    }

    private static async Task<int> InvokeAsync(ParseResult parsed)
    {
        // Removing a hundred thousand files takes its time after a Ctrl-C, too.
        var code = await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromMinutes(2) });
        return parsed.Errors.Count > 0 ? Usage : code;
    }

    private static async Task<int> RunAsync(string[] names, DirectoryInfo? folder, bool json, CancellationToken cancellationToken)
    {
        var place = folder?.FullName ?? Path.Combine(Path.GetDirectoryName(EdgeTool.Agent.Path)!, "bench");
        var context = new BenchContext(Directory.CreateDirectory(place).FullName, Console.Error);
        context.Say($"working in {context.Folder} on {context.Disk.FileSystem} ({context.Durability})");
        // Ctrl-C is listened for only once this has returned to its caller, and the benchmarks hardly ever wait.
        await Task.Yield();
        try
        {
            List<Report> reports = [];
            foreach (var benchmark in All.Where(b => names.Length == 0 || names.Contains(b.Name)))
            {
                var report = await benchmark.RunAsync(context, cancellationToken);
                if (!json) TableWriter.Write(Console.Out, report);
                reports.Add(report);
            }
            if (json) JsonWriter.Write(Console.Out, context, reports);
            return 0;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            context.Say("stopped");
            return 1;
        }
        catch (Exception e) when (e is BenchException or HarnessException)
        {
            context.Say(e.Message);
            return 1;
        }
    }
}
