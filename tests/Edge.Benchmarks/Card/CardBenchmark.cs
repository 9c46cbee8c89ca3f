using System.Globalization;
using Edge.Agent.Spool;
using Edge.Benchmarks.Drain;
using Edge.Benchmarks.Measuring;
using Edge.Benchmarks.Reports;

namespace Edge.Benchmarks.Card;

/// <summary>What a board's day costs its memory card: every record and its ticket, from the press to kept/, and the hours in which nothing happens.</summary>
internal sealed class CardBenchmark : IBenchmark
{
    private const int Records = 300;
    private const int RecordBytes = Site.RecordBytes;
    private const long DiskBytes = 1L << 30;
    private static readonly TimeSpan Watched = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan IdleADay = TimeSpan.FromHours(16);

    public string Name => "card";

    public string Summary => "a day of 300 records of 200 KB with their tickets, and 16 hours of nothing: bytes to the memory card, and its life";

    public bool OnlyByName => true;

    public async Task RunAsync(BenchContext context, Action<Report> tell, CancellationToken cancellationToken)
    {
        using var folder = new WorkFolder(context.Folder, Name);
        var (records, figures, counted) = (context.Records ?? Records, new List<Figure>(), "");
        foreach (var store in context.Stores)
        {
            using var disk = CardDisk.Make(folder.FullName, store, DiskBytes);
            counted = disk.Problem is { } problem
                ? $"counted by the process (write_bytes of /proc/PID/io, pages made dirty, without the file system's journal), since there is no disk of its own: {problem}"
                : "counted by the block layer (/sys/dev/block/*/stat) of a loop device with an ext4 of its own, journal and all, written out at the end of each part";
            figures.AddRange(await MeasureAsync(store, records, disk, folder.FullName, context, cancellationToken));
        }
        tell(new Report(Name, Summary,
        [
            counted,
            string.Create(CultureInfo.InvariantCulture, $"real processes: for each of {records} records of {RecordBytes} bytes a ticket is given, called and done; the hub takes it, and it lies in kept/ at the end"),
            string.Create(CultureInfo.InvariantCulture, $"idle: the agent runs for {Watched.TotalMinutes:0} minutes with its hub and nobody comes; what it writes then, times {IdleADay / Watched:0}, is 16 hours"),
            "the log is not in it: journald's share is bounded by journald.conf.d/edge-agent.conf",
            CardLife.Assumptions,
        ], figures));
    }

    private static async Task<IReadOnlyList<Figure>> MeasureAsync(string store, int records, CardDisk disk, string folder, BenchContext context, CancellationToken cancellationToken)
    {
        await using var site = await Site.MakeAsync(Directory.CreateDirectory(Path.Combine(folder, $"{store}-hub")).FullName, store, context, prepare: null, cancellationToken, disk.Folder);
        await site.OpenDayAsync(cancellationToken);
        context.Say($"card: {store}: {records} records with the hub there");
        site.StartHub();
        var busy = await CountAsync(site, disk, async () =>
        {
            for (var i = 0; i < records; i++) await site.ServeAsync(cancellationToken);
            await site.DrainAsync(records, context, cancellationToken);
            await site.RequireEmptyAsync(cancellationToken);
        });
        context.Say(string.Create(CultureInfo.InvariantCulture, $"card: {store}: {Watched.TotalMinutes:0} minutes of nothing"));
        var idle = await CountAsync(site, disk, () => Task.Delay(Watched, TimeProvider.System, cancellationToken)) * (IdleADay / Watched);
        var payload = records * (double)RecordBytes;
        return
        [
            new($"{store}: written while serving, per payload byte", busy / payload, "bytes"),
            new($"{store}: written in 16 idle hours", idle / 1e6, "MB"),
            new($"{store}: the whole day, per payload byte", (busy + idle) / payload, "bytes") { Target = store == SpoolOptions.Files ? 1.5 : 3.0 },
            new($"{store}: life of a card", CardLife.Years((busy + idle) / payload), "years"),
        ];
    }

    private static async Task<double> CountAsync(Site site, CardDisk disk, Func<Task> work)
    {
        var (device, process) = (disk.Written(), DiskWrites.OfProcess(site.AgentPid));
        await work();
        return (disk.Written() is { } after ? after - device : DiskWrites.OfProcess(site.AgentPid) - process) ?? 0;
    }
}
