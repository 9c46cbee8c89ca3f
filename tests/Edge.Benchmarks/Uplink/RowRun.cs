using System.Globalization;
using System.Security.Cryptography;
using Edge.Benchmarks.Uplink.Contenders;
using Edge.Benchmarks.Uplink.Links;
using Edge.Benchmarks.Uplink.Watching;

namespace Edge.Benchmarks.Uplink;

/// <summary>Measures a row: one contender after the other, each over a link of that shape that nobody has used before.</summary>
internal sealed class RowRun(UplinkRow row, BenchContext context, string folder)
{
    public async Task<IReadOnlyList<Outcome>> RunAsync(CancellationToken cancellationToken)
    {
        List<Outcome> outcomes = [];
        outcomes.Add(await MeasureAsync(row.RawWindows, (link, _) => new RawStream(link, row), cancellationToken));
        outcomes.Add(await MeasureAsync(row.Schedule.Windows, (link, records) => new EdgePair(link, row, records, folder, context.AllowVolatile), cancellationToken));
        outcomes.Add(await MeasureAsync(row.BridgeWindows, (link, records) => new MosquittoBridge(link, row, records, Path.Combine(folder, "bridge")), cancellationToken));
        if (row.SealedBridge) outcomes.Add(await MeasureAsync(row.BridgeWindows, (link, records) => new MosquittoBridge(link, row, records, Path.Combine(folder, "sealed")) { Sealed = true }, cancellationToken));
        return outcomes;
    }

    private async Task<Outcome> MeasureAsync(int windows, Func<ILink, int, IContender> make, CancellationToken cancellationToken)
    {
        var schedule = row.Schedule with { Windows = windows };
        // More than the link can carry, so that nobody runs out.
        var records = 2 + (int)(schedule.UpTime.TotalSeconds * row.Shape.BytesPerSecond / row.RecordBytes);
        using var link = row.MakeLink($"edge-bench-{RandomNumberGenerator.GetHexString(6, lowercase: true)}");
        await using var contender = make(link, records);
        await contender.PrepareAsync(cancellationToken);
        link.Shape();
        context.Say(string.Create(CultureInfo.InvariantCulture, $"uplink {row.Name}: {contender.Name} for {schedule.Length.TotalSeconds:0} s"));
        return await CourseAsync(link, schedule, contender, cancellationToken);
    }

    private async Task<Outcome> CourseAsync(ILink link, LinkSchedule schedule, IContender contender, CancellationToken cancellationToken)
    {
        using var tap = new LinkTap(link.Hub);
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var counters = new WireCounters(link.Board);
        var counting = counters.WatchAsync(done.Token);
        List<LinkSockets> seen = [];
        try
        {
            var history = await new LinkScript(link, schedule).RunAsync(contender.LinkUp, Cut, cancellationToken);
            await done.CancelAsync();
            await counting;
            var delivery = await contender.FinishAsync(history, cancellationToken);
            return Outcome.Of(row, contender.Name, history, delivery, counters, tap.Stop(), [.. seen.Select(s => (double)s.Queued)]) with { Congestion = Congestion(seen) };
        }
        finally
        {
            await done.CancelAsync();
            await counting;
        }

        void Cut()
        {
            var (board, hub) = (LinkSockets.Of(link.Board, $"{Addresses.Hub}"), LinkSockets.Of(link.Hub, Addresses.Boards));
            seen.Add(board with { Congestion = [.. board.Congestion, .. hub.Congestion] });
            contender.LinkCut();
        }
    }

    private static string Congestion(IEnumerable<LinkSockets> seen) => seen.SelectMany(s => s.Congestion).Distinct().Order(StringComparer.Ordinal).ToList() is { Count: > 0 } all ? string.Join(" and ", all) : "not seen";
}
