using System.Globalization;
using System.Security.Cryptography;
using Edge.Benchmarks.Measuring;
using Edge.Benchmarks.Reports;

namespace Edge.Benchmarks.Kiosk;

/// <summary>What a citizen waits for: from the press to the first light, and to the ticket that no power cut takes away.</summary>
internal sealed class KioskBenchmark : IBenchmark
{
    private const int WarmUp = 20;
    private const int Presses = 500;
    private const double LightLimitMs = 100;
    private const double TicketLimitMs = 50;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    // A second between two presses is usual; the busy light of one has to be dark again before the next.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(450);

    public string Name => "kiosk";

    public string Summary => "press to first light and to durable ticket";

    public async Task RunAsync(BenchContext context, Action<Report> tell, CancellationToken cancellationToken)
    {
        using var board = new Benchmarks.Board();
        using var folder = new WorkFolder(context.Folder, Name);
        using var spool = board.OpenSpool(Path.Combine(folder.FullName, "spool"));
        using var plain = new PlainLog(folder.FullName);
        await using var kiosk = new BenchKiosk(spool, Directory.CreateDirectory(Path.Combine(folder.FullName, "kiosk")).FullName);
        await kiosk.StartAsync(cancellationToken);
        var (baseline, ticket) = (new Samples(), new Samples());
        var start = TimeProvider.System.GetTimestamp();
        for (var i = 0; i < WarmUp + Presses && TimeProvider.System.GetElapsedTime(start) < Limit; i++)
        {
            if (i == WarmUp) (baseline, ticket) = (new Samples(), new Samples());
            var line = RandomNumberGenerator.GetBytes(200);
            // In turns, so that what else the disk does meets both alike.
            if (i % 2 == 0) baseline.Time(() => plain.Add(line));
            await ticket.TimeAsync(() => TicketAsync(kiosk, cancellationToken));
            if (i % 2 != 0) baseline.Time(() => plain.Add(line));
            if (i % 100 == 0) context.Say(string.Create(CultureInfo.InvariantCulture, $"kiosk: ticket {i} of {WarmUp + Presses}"));
        }
        var light = await LightsAsync(kiosk, context, cancellationToken);
        tell(Report(context, baseline, ticket, light, kiosk.Book.Current.Tickets.Count));
    }

    // From the press, through the loop, to the commit: whoever waits for the book waits for the disk.
    private static async Task TicketAsync(BenchKiosk kiosk, CancellationToken cancellationToken)
    {
        var (changed, before) = (kiosk.Book.Changed, kiosk.Book.Current.Tickets.Count);
        kiosk.Board.Post("card");
        await changed.WaitAsync(Patience, cancellationToken);
        if (kiosk.Book.Current.Tickets.Count != before + 1) throw new BenchException("a press gave no ticket, or several");
    }

    private static async Task<Samples> LightsAsync(BenchKiosk kiosk, BenchContext context, CancellationToken cancellationToken)
    {
        var samples = new Samples();
        for (var i = 0; i < 60; i++)
        {
            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
            samples.Add(await kiosk.Board.PressAsync("account", Patience, cancellationToken));
        }
        context.Say("kiosk: 60 lights");
        return samples;
    }

    private static Report Report(BenchContext context, Samples baseline, Samples ticket, Samples light, int tickets) => new("kiosk", "press to first light and to durable ticket",
    [
        string.Create(CultureInfo.InvariantCulture, $"{ticket.Count} tickets on {context.Disk.FileSystem} ({context.Durability}), a baseline beside each, {light.Count} lights; {tickets} tickets in the day at the end"),
        "buttons and lights are in memory; loop, database and blinking are the agent's. The baseline appends 200 bytes to a file and fsyncs",
    ],
    [
        new Figure("baseline: append and fsync, median", baseline.MedianMs, "ms") { P95 = baseline.P95Ms },
        new Figure("baseline, 99th percentile", baseline.P99Ms, "ms"),
        new Figure("press to durable ticket, median", ticket.MedianMs, "ms") { P95 = ticket.P95Ms, Ratio = ticket.MedianMs / baseline.MedianMs },
        new Figure("press to durable ticket, 99th percentile", ticket.P99Ms, "ms") { Target = TicketLimitMs + baseline.P99Ms },
        new Figure("press to first light, median", light.MedianMs, "ms") { P95 = light.P95Ms },
        new Figure("press to first light, slowest", light.MaxMs, "ms") { Target = LightLimitMs },
    ]);
}
