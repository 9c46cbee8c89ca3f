using System.CommandLine;
using Edge.Agent.Spool;
using Edge.Benchmarks.Accept;
using Edge.Benchmarks.Archive;
using Edge.Benchmarks.Boards;
using Edge.Benchmarks.Capacity;
using Edge.Benchmarks.Card;
using Edge.Benchmarks.Drain;
using Edge.Benchmarks.Fleet;
using Edge.Benchmarks.Hostile;
using Edge.Benchmarks.Ingest;
using Edge.Benchmarks.Kiosk;
using Edge.Benchmarks.Reports;
using Edge.Benchmarks.Startup;
using Edge.Benchmarks.Uplink;
using Edge.Contracts;
using Edge.Testing.Processes;

namespace Edge.Benchmarks;

/// <summary>What <c>./edge bench</c> takes.</summary>
internal static class BenchCommand
{
    private const int Usage = 64;
    private const string Both = "both";
    private static readonly IReadOnlyList<IBenchmark> All = [new AcceptBenchmark(), new StartupBenchmark(), new DrainBenchmark(), new CapacityBenchmark(), new CardBenchmark(), new KioskBenchmark(), new UplinkBenchmark(), new BoardsBenchmark(), new HostileBenchmark(), new IngestBenchmark(), new ArchiveBenchmark(), new FleetBenchmark()];

    public static Task<int> InvokeAsync(string[] args)
    {
        var names = new Argument<string[]>("NAME") { HelpName = "NAME", Description = "Which benchmarks: " + string.Join("; ", All.Select(b => $"{b.Name} ({b.Summary})")) + ". All but capacity, card, uplink, boards, hostile, ingest, archive and fleet where none is named." };
        names.AcceptOnlyFromAmong([.. All.Select(b => b.Name)]);
        var json = new Option<bool>("--json") { Description = "Print one JSON document instead of tables." };
        var folder = new Option<DirectoryInfo?>("--dir") { Description = "Which disk to measure: a folder to work in. By default artifacts/bench, since a temp folder may be memory." };
        var rows = new Option<string[]>("--row") { HelpName = "ROW", Description = "uplink: only this link, may be given several times: " + string.Join("; ", UplinkRows.All.Select(r => $"{r.Name} ({r.What})")) + ". fleet: connections, pages, operators." };
        rows.AcceptOnlyFromAmong([.. UplinkRows.All.Select(r => r.Name), .. FleetBenchmark.Rows]);
        var windows = new Option<int?>("--windows") { HelpName = "N", Description = "uplink: how many times of signal Edge has on a link that comes and goes; the bridge has at most as many." };
        windows.Validators.Add(r => { if (r.GetValue(windows) is < 2 or > 1000) r.AddError("--windows takes 2 to 1000."); });
        var boards = new Option<int?>("--boards") { HelpName = "N", Description = "boards: how many return at once; 200 by default. fleet: how many there are; 11000 by default." };
        boards.Validators.Add(r =>
        {
            var most = (r.GetResult(names)?.Tokens ?? []).All(t => t.Value is "fleet") ? 12_000 : 1000;
            if (r.GetValue(boards) is { } n && (n < 2 || n > most)) r.AddError($"--boards takes 2 to {most} there.");
        });
        var records = new Option<int?>("--records") { HelpName = "N", Description = "boards: how many records each has; 50 by default. ingest: how many there are in all; 500 by default. archive: how many thousand there are; 1000 by default. startup, capacity: how many wait; 100000 and 11200 by default. card: how many a day; 300 by default." };
        records.Validators.Add(r =>
        {
            var most = (r.GetResult(names)?.Tokens ?? []).All(t => t.Value is "startup" or "capacity") ? 1_000_000 : 1000;
            if (r.GetValue(records) is { } n && (n < 1 || n > most)) r.AddError($"--records takes 1 to {most} there.");
        });
        var bytes = new Option<int?>("--bytes") { HelpName = "N", Description = "startup, capacity: how large the records are; 1024 and 500000 by default." };
        bytes.Validators.Add(r => { if (r.GetValue(bytes) is < 1 or > Limits.SealedBytes) r.AddError($"--bytes takes 1 to {Limits.SealedBytes}."); });
        var store = new Option<string>("--store") { HelpName = "STORE", DefaultValueFactory = _ => Both, Description = "accept, startup, drain, capacity, card: the stores of the queue that are measured: files, litedb or both." };
        store.AcceptOnlyFromAmong(SpoolOptions.Files, SpoolOptions.LiteDb, Both);
        var command = new RootCommand("Measures Edge. Nothing passes or fails here but by breaking: the targets stand beside the figures.") { names, json, folder, rows, windows, boards, records, bytes, store, LoadCommand.Create() };
        command.SetAction((result, cancellationToken) => RunAsync(result.GetValue(names) ?? [], Context(result.GetValue(folder), result.GetValue(rows), result.GetValue(windows)) with
        {
            Boards = result.GetValue(boards),
            Records = result.GetValue(records),
            Bytes = result.GetValue(bytes),
            Stores = result.GetValue(store) is { } one and not Both ? [one] : [SpoolOptions.Files, SpoolOptions.LiteDb],
        }, result.GetValue(json), cancellationToken));
        return InvokeAsync(command.Parse(args));
    }

    private static async Task<int> InvokeAsync(ParseResult parsed)
    {
        // Removing a hundred thousand files takes its time after a Ctrl-C, too.
        var code = await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromMinutes(2) });
        return parsed.Errors.Count > 0 ? Usage : code;
    }

    private static BenchContext Context(DirectoryInfo? folder, string[]? rows, int? windows)
    {
        var place = folder?.FullName ?? Path.Combine(Path.GetDirectoryName(EdgeTool.Agent.Path)!, "bench");
        return new BenchContext(Directory.CreateDirectory(place).FullName, Console.Error) { Rows = rows ?? [], Windows = windows };
    }

    private static async Task<int> RunAsync(string[] names, BenchContext context, bool json, CancellationToken cancellationToken)
    {
        context.Say($"working in {context.Folder} on {context.Disk.FileSystem} ({context.Durability})");
        // Ctrl-C is listened for only once this has returned to its caller, and the benchmarks hardly ever wait.
        await Task.Yield();
        List<Report> reports = [];
        try
        {
            foreach (var benchmark in All.Where(b => names.Length == 0 ? !b.OnlyByName : names.Contains(b.Name)))
            {
                await benchmark.RunAsync(context, Tell, cancellationToken);
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

        void Tell(Report report)
        {
            if (!json) TableWriter.Write(Console.Out, report);
            reports.Add(report);
        }
    }
}
