using System.Globalization;
using Edge.Benchmarks.Hostile;
using Edge.Benchmarks.Measuring;
using Edge.Benchmarks.Reports;
using Edge.Testing.Processes;

namespace Edge.Benchmarks.Archive;

/// <summary>What an operator's work on a large archive takes, and how long a board that is sending has to wait for it.</summary>
internal sealed class ArchiveBenchmark : IBenchmark
{
    private const int Thousands = 1_000;
    private const double TargetWaitMs = 1_000;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(30);

    public string Name => "archive";

    public string Summary => "1,000,000 records: backup, confirm and the first page, and the longest wait of a board that is sending";

    public bool OnlyByName => true;

    public async Task RunAsync(BenchContext context, Action<Report> tell, CancellationToken cancellationToken)
    {
        using var folder = new WorkFolder(context.Folder, Name);
        var (records, setup) = ((context.Records ?? Thousands) * 1_000, HubSetup.OnFreePorts(Path.Combine(folder.FullName, "hub")));
        await using (var first = HubProcess.Start(setup))
        {
            await first.WaitReadyAsync(cancellationToken);
            await first.StopAsync();
        }
        context.Say(string.Create(CultureInfo.InvariantCulture, $"archive: writing {records} records into the hub's database"));
        var database = Path.Combine(setup.Data, "hub.db");
        var digests = new ArchiveFiller(database).Fill(records, context.Say);
        var list = Path.Combine(folder.FullName, "exported.list");
        await File.WriteAllLinesAsync(list, [ListHeader, .. digests.Select(Convert.ToHexStringLower)], cancellationToken);

        await using var hub = HubProcess.Start(setup);
        await hub.WaitReadyAsync(cancellationToken, Limit);
        await using var board = await HonestBoard.StartAsync(hub, "honest", folder.FullName, context, cancellationToken);
        await board.SendAsync(20, cancellationToken);
        var alone = await board.SendAsync(50, cancellationToken);
        var figures = new List<Figure> { new("a board's time to receipt, nothing else going on: median", alone.MedianMs, "ms") { P95 = alone.P95Ms }, new("the longest", alone.MaxMs, "ms") };
        var log = 0L;
        async Task DuringAsync(string what, Func<Task> work)
        {
            context.Say($"archive: {what}");
            var taken = new Samples();
            var waits = await board.SendDuringAsync(taken.TimeAsync(work), cancellationToken);
            log = Math.Max(log, new FileInfo(database + "-wal").Length);
            figures.Add(new($"{what}", taken.MaxMs / 1000, "s"));
            figures.Add(new("the board meanwhile: the longest", waits.MaxMs, "ms") { Target = TargetWaitMs });
        }

        var page = new Samples();
        using var http = new HttpClient { BaseAddress = new Uri($"http://{setup.Http}") };
        var token = (await hub.RunAsync(["token", "add", "bench", "--role", "viewer"], Limit, cancellationToken)).Output.Trim();
        http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        await DuringAsync("the first page, 100 times", async () => { for (var i = 0; i < 100; i++) await page.TimeAsync(() => http.GetStringAsync(new Uri("/", UriKind.Relative), cancellationToken)); });
        figures.Add(new("the first page: median", page.MedianMs, "ms") { P95 = page.P95Ms });
        var file = Path.Combine(folder.FullName, "hub.backup");
        await DuringAsync("edge-hub backup", () => hub.RunAsync(["backup", file], Limit, cancellationToken));
        await DuringAsync("edge-hub confirm of it", () => hub.RunAsync(["confirm", file], Limit, cancellationToken));
        await DuringAsync("edge-hub confirm of an export of all records", () => hub.RunAsync(["confirm", list], Limit, cancellationToken));
        tell(new Report(Name, Summary,
        [
            string.Create(CultureInfo.InvariantCulture, $"real processes, all on {context.Disk.FileSystem} ({context.Durability}); {records} records of 64 sealed bytes of 200 boards in the archive, {new FileInfo(database).Length >> 20} MiB; the backup has {new FileInfo(file).Length >> 20} MiB"),
            string.Create(CultureInfo.InvariantCulture, $"meanwhile a board sends records of 20 KB one after another, from submission until the receipt is in the ledger; the database's log grew to {log >> 20} MiB"),
        ], figures));
    }

    private const string ListHeader = "edge-export 1";
}
