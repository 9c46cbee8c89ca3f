using System.Net;
using Edge.Benchmarks.Measuring;
using Edge.Benchmarks.Uplink.Links;
using Edge.Benchmarks.Uplink.Watching;
using Edge.Testing.Processes;

namespace Edge.Benchmarks.Boards;

/// <summary>One return of all boards: a hub in a network of its own, and one process with all boards at the other end of a link.</summary>
internal sealed class BoardsRun(BoardsPlan plan, BenchContext context, string folder)
{
    public async Task<BoardsOutcome> RunAsync(string linkName, CancellationToken cancellationToken)
    {
        using var link = new VethLink(linkName, BoardsPlan.Link, dials: false);
        var talking = new TalkingBroker(folder);
        var setup = new HubSetup(Path.Combine(folder, "hub"), new IPEndPoint(IPAddress.Loopback, 8080), Addresses.OfHub(8443), Addresses.OfHub(8883))
        {
            Tool = EdgeTool.Hub with { Prefix = link.Hub.Prefix },
            Environment = new Dictionary<string, string> { ["EDGE_Broker__Executable"] = talking.Write() },
        };
        await using var hub = HubProcess.Start(setup);
        await hub.WaitReadyAsync(cancellationToken);
        var boards = Directory.CreateDirectory(Path.Combine(folder, "boards")).FullName;
        var fleet = new BoardFleet(boards, plan, setup);
        context.Say($"boards: the hub admits {plan.Boards} boards");
        await fleet.AdmitAsync(cancellationToken);
        context.Say($"boards: {plan.AllRecords} records are written to their spools");
        var ids = fleet.Fill(cancellationToken);
        link.Shape();
        context.Say("boards: all return");
        return await MeasureAsync(link, hub, boards, talking, ids, cancellationToken);
    }

    private async Task<BoardsOutcome> MeasureAsync(VethLink link, HubProcess hub, string boards, TalkingBroker talking, IReadOnlySet<(string, Guid)> ids, CancellationToken cancellationToken)
    {
        var broker = hub.BrokerPid ?? throw new BenchException($"the hub has no broker. Its last lines:\n{hub.LastLines}");
        var (load, before, brokerBefore) = (ProcessorTime.Load, ProcessorTime.Of(hub.Pid), ProcessorTime.Of(broker));
        using var counting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var counters = new WireCounters(link.Board);
        var counted = counters.WatchAsync(counting.Token);
        try
        {
            await using var process = LoadProcess.Start(boards, plan, link.Board, Path.Combine(folder, "load"));
            var ((result, loadMiB), hubMiB, brokerMiB) = await WatchedAsync(hub.Pid, broker, () => MemoryWatch.DuringAsync(process.Pid, () => process.ResultAsync(cancellationToken)));
            if (hub.HasExited || hub.BrokerPid != broker) throw new BenchException($"hub or broker ended. The hub's last lines:\n{hub.LastLines}");
            var (hubCpu, brokerCpu) = (ProcessorTime.Of(hub.Pid) - before, ProcessorTime.Of(broker) - brokerBefore);
            var stored = (await hub.ListRecordsAsync(cancellationToken)).Where(r => r.State == "stored").Select(r => (r.Node, r.RecordId)).ToList();
            var ingest = (await hub.StatusAsync(cancellationToken)).GetProperty("ingest");
            return new BoardsOutcome(plan, result, counters.Until(result.Started + TimeSpan.FromSeconds(result.Seconds)))
            {
                Stored = stored.Distinct().Count(ids.Contains),
                Twice = stored.Count - stored.Distinct().Count(),
                HubMiB = hubMiB,
                BrokerMiB = brokerMiB,
                LoadMiB = loadMiB,
                HubCpu = hubCpu,
                BrokerCpu = brokerCpu,
                ReceiveDropped = Count("receiveDropped"),
                Duplicate = Count("duplicateBytes"),
                Evictions = Count("evictions"),
                BrokerDrops = talking.Drops,
                Load = load,
            };

            long Count(string name) => ingest.GetProperty(name).GetInt64();
        }
        finally
        {
            await counting.CancelAsync();
            await counted;
        }
    }

    private static async Task<(T Answer, double HubMiB, double BrokerMiB)> WatchedAsync<T>(int hub, int broker, Func<Task<T>> work)
    {
        var ((answer, brokerMiB), hubMiB) = await MemoryWatch.DuringAsync(hub, () => MemoryWatch.DuringAsync(broker, work));
        return (answer, hubMiB, brokerMiB);
    }
}
