using System.Globalization;
using Edge.Benchmarks.Measuring;
using Edge.Benchmarks.Reports;
using Edge.SystemTests.Support;
using Edge.Testing.Processes;

namespace Edge.Benchmarks.Hostile;

/// <summary>What one admitted board that wants to can take from the others, and from the operator.</summary>
internal sealed class HostileBenchmark : IBenchmark
{
    private const int Records = 100;
    private const double TargetRatio = 2, TargetWorstMs = 2_000, TargetRevokeMs = 2_000;

    private static readonly TimeSpan Begin = TimeSpan.FromSeconds(60);

    public string Name => "hostile";

    public string Summary => "an honest board's time to receipt beside a hostile one's badly signed offers and kept numbers, and the hostile one's revocation";

    public bool OnlyByName => true;

    public async Task RunAsync(BenchContext context, Action<Report> tell, CancellationToken cancellationToken)
    {
        using var folder = new WorkFolder(context.Folder, Name);
        await using var hub = HubProcess.Start(HubSetup.OnFreePorts(Path.Combine(folder.FullName, "hub")));
        await hub.WaitReadyAsync(cancellationToken);
        await using var honest = await HonestBoard.StartAsync(hub, "honest", folder.FullName, context, cancellationToken);
        var mallory = new AgentSetup("mallory", Path.Combine(folder.FullName, "mallory"));
        await AgentProcess.ProvisionAsync(mallory, await hub.AddNodeAsync("mallory", "bench", hub.Setup.Mqtt, cancellationToken), cancellationToken);
        context.Say("hostile: the honest board alone");
        await honest.SendAsync(Records / 5, cancellationToken);
        var alone = await honest.SendAsync(Records, cancellationToken);

        context.Say("hostile: the other board begins");
        await using var hostile = new HostileBoard(mallory.Data, TimeProvider.System);
        await BegunAsync(hostile, cancellationToken);
        var beside = await honest.SendAsync(Records, cancellationToken);
        var (keys, offers) = (hostile.Keys, hostile.Offers);
        var revoke = new Samples();
        await revoke.TimeAsync(() => hub.RunAsync(["node", "revoke", "mallory"], null, cancellationToken));
        var ingest = (await hub.StatusAsync(cancellationToken)).GetProperty("ingest");
        var lost = (await File.ReadAllLinesAsync(hub.Setup.LogPath, cancellationToken)).Count(l => l.Contains("No connection to the broker", StringComparison.Ordinal));
        tell(new Report(Name, Summary,
        [
            string.Create(CultureInfo.InvariantCulture, $"real processes over TLS on the loopback, all on {context.Disk.FileSystem} ({context.Durability}); {Records} records of 20 KB one after another, from submission until the receipt is in the ledger"),
            string.Create(CultureInfo.InvariantCulture, $"the hostile board got {keys} new keys, then made {offers} offers in {hostile.Connections} connections: 32 records nobody signed, and three pages of kept numbers at once, 20 times a second"),
            string.Create(CultureInfo.InvariantCulture, $"evictions: {ingest.GetProperty("evictions").GetInt64()}; messages the hub lost: {ingest.GetProperty("receiveDropped").GetInt64()}; times the hub lost its connection to the broker: {lost}"),
        ],
        [
            new("alone: time to receipt, median", alone.MedianMs, "ms") { P95 = alone.P95Ms, Ratio = 1 },
            new("alone: the longest", alone.MaxMs, "ms"),
            new("beside the hostile board: median", beside.MedianMs, "ms") { P95 = beside.P95Ms, Ratio = beside.MedianMs / alone.MedianMs, Target = TargetRatio },
            new("beside the hostile board: the longest", beside.MaxMs, "ms") { Target = TargetWorstMs },
            new("edge-hub node revoke of it, the whole command", revoke.MaxMs, "ms") { Target = TargetRevokeMs },
        ]));
    }

    private static async Task BegunAsync(HostileBoard hostile, CancellationToken cancellationToken)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (hostile.Offers < 20)
        {
            if (TimeProvider.System.GetElapsedTime(since) > Begin) throw new BenchException("the hostile board could not begin");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, cancellationToken);
        }
    }
}
