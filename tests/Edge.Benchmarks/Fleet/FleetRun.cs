using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using System.Security.Cryptography.X509Certificates;
using Edge.Benchmarks.Measuring;
using Edge.Contracts;
using Edge.Contracts.Sparkplug;
using Edge.Testing.Processes;

namespace Edge.Benchmarks.Fleet;

/// <summary>One run: the boards with a broker and a plain reader first, then with the hub and its broker.</summary>
internal sealed class FleetRun(FleetFolder folder, BenchContext context)
{
    public async Task<FleetOutcome> RunAsync(CancellationToken cancellationToken)
    {
        var identities = folder.Read();
        var setup = HubSetup.OnFreePorts(folder.Data);
        await using var hub = HubProcess.Start(setup);
        await hub.WaitReadyAsync(cancellationToken, TimeSpan.FromMinutes(5));
        var broker = hub.BrokerPid ?? throw new BenchException($"the hub has no broker. Its last lines:\n{hub.LastLines}");
        var ((outcome, brokerMiB), hubMiB) = await MemoryWatch.DuringAsync(hub.Pid, () => MemoryWatch.DuringAsync(broker, () => WithHubAsync(hub, broker, identities, setup.Mqtt, cancellationToken)));
        if (hub.HasExited || hub.BrokerPid != broker) throw new BenchException($"hub or broker ended. The hub's last lines:\n{hub.LastLines}");
        await hub.StopAsync();
        outcome = outcome with { HubMiB = hubMiB, BrokerMiB = brokerMiB };
        context.Say(string.Create(CultureInfo.InvariantCulture, $"fleet: hub and broker {outcome.Health.HubPercent:0.0} + {outcome.Health.BrokerPercent:0.0} % for health, {hubMiB:0} + {brokerMiB:0} MiB; back after {outcome.Return.TotalSeconds:0} s"));
        return outcome with { Alone = await AloneAsync(identities, setup.Mqtt, cancellationToken) };
    }

    private async Task<FleetOutcome> WithHubAsync(HubProcess hub, int broker, IReadOnlyList<FleetIdentity> identities, IPEndPoint mqtt, CancellationToken cancellationToken)
    {
        await using var load = new FleetLoad(identities, mqtt, context.Say);
        var idle = await CostAsync("nobody", hub.Pid, broker, TimeSpan.FromSeconds(20), cancellationToken);
        context.Say("fleet: all connect");
        var connect = await load.ConnectAsync(FleetPlan.ConnectLimit, cancellationToken);
        var connected = load.Tally.Serving;
        load.Tally.IdleOffers = false;
        var health = await CostAsync("health each minute", hub.Pid, broker, FleetPlan.Steady, cancellationToken);
        load.Tally.IdleOffers = true;
        var haves = load.Tally.Haves;
        var whole = await CostAsync("health, and each says every 30 s that it is there", hub.Pid, broker, FleetPlan.Steady, cancellationToken);
        haves = load.Tally.Haves - haves;
        var fleet = await FleetAsync(hub, cancellationToken);
        context.Say("fleet: an outage of all");
        await load.CutAsync(cancellationToken);
        await Task.Delay(FleetPlan.Outage, TimeProvider.System, cancellationToken);
        var cut = await FleetAsync(hub, cancellationToken);
        context.Say(string.Create(CultureInfo.InvariantCulture, $"fleet: the hub knows {cut.Offline} boards to be away; all return"));
        var back = await load.ReturnAsync(FleetPlan.ReturnLimit, cancellationToken);
        var returned = load.Tally.Serving;
        var (failures, reasons) = (load.Tally.Failures, string.Join("; ", load.Tally.Reasons.OrderByDescending(r => r.Value).Take(3).Select(r => $"{r.Value} x {r.Key}")));
        // Births may still be under way.
        await Task.Delay(TimeSpan.FromSeconds(15), TimeProvider.System, cancellationToken);
        var after = await FleetAsync(hub, cancellationToken);
        var ingest = (await hub.StatusAsync(cancellationToken)).GetProperty("ingest");
        return new FleetOutcome(idle, health, whole)
        {
            Connect = connect, Connected = connected, OnlineBefore = fleet.Online, OfflineInOutage = cut.Offline, Return = back, Returned = returned, OnlineAfter = after.Online,
            Failures = failures, Reasons = reasons, Haves = haves, RefusedSubscriptions = load.Tally.RefusedSubscriptions, Rebirths = after.Rebirths,
            Dropped = ingest.GetProperty("receiveDropped").GetInt64(), Evictions = ingest.GetProperty("evictions").GetInt64(), LoadMiB = ProcessMemory.AnonymousMiB(Environment.ProcessId),
        };
    }

    // What the same boards cost a broker with its own reader: everything above it is the hub's.
    private async Task<PhaseCost> AloneAsync(IReadOnlyList<FleetIdentity> identities, IPEndPoint mqtt, CancellationToken cancellationToken)
    {
        var files = Path.Combine(folder.Data, "broker");
        await using var broker = ServiceProcess.Start("mosquitto", new EdgeTool("/usr/sbin/mosquitto"), ["-c", Path.Combine(files, "mosquitto.conf")], new Dictionary<string, string> { ["OPENSSL_CONF"] = Path.Combine(files, "openssl.cnf") }, Path.Combine(context.Folder, "fleet-mosquitto.log"));
        await ListensAsync(mqtt, cancellationToken);
        using var certificate = X509Certificate2.CreateFromPemFile(Path.Combine(files, "hub.crt"), Path.Combine(files, "hub.key"));
        using var key = certificate.GetECDsaPrivateKey()!;
        using var reader = await FleetConnection.OpenAsync(mqtt, FleetConnection.Context(key.ExportPkcs8PrivateKey(), certificate.RawData), cancellationToken);
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await reader.SendAsync([.. MqttPackets.Connect(Names.HubClient), .. MqttPackets.Subscribe(1, [.. SparkplugTopics.AllOfBoards, "edge/v1/+/offer"])], cancellationToken);
        // It answers each offer, so that boards are served: with the shortest have there is.
        var answering = reader.ReadAsync((type, flags, body) =>
        {
            if (type != MqttPackets.Publish) return Task.CompletedTask;
            var (topic, id) = MqttPackets.ReadPublication(flags, body.Span);
            var parts = topic.Split('/');
            byte[] answer = [.. id > 0 ? MqttPackets.PublishAck(id) : [], .. parts is ["edge", "v1", var node, "offer"] ? MqttPackets.Publication(Topics.Have(node), [0], 0) : []];
            return answer.Length > 0 ? reader.SendAsync(answer, reading.Token) : Task.CompletedTask;
        }, reading.Token);
        context.Say("fleet: the same boards with the broker alone and a plain reader");
        await using var load = new FleetLoad(identities, mqtt, context.Say);
        await load.ConnectAsync(FleetPlan.ConnectLimit, cancellationToken);
        load.Tally.IdleOffers = false;
        var cost = await CostAsync("health each minute, broker alone", null, broker.Pid, FleetPlan.Steady, cancellationToken);
        await reading.CancelAsync();
        await answering.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return cost;
    }

    private static async Task ListensAsync(IPEndPoint mqtt, CancellationToken cancellationToken)
    {
        for (var i = 0; i < 300; i++)
        {
            if (IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Any(l => l.Port == mqtt.Port)) return;
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, cancellationToken);
        }
        throw new BenchException("the broker alone does not listen; its reason is in fleet-mosquitto.log");
    }

    private async Task<PhaseCost> CostAsync(string what, int? hub, int broker, TimeSpan during, CancellationToken cancellationToken)
    {
        context.Say(string.Create(CultureInfo.InvariantCulture, $"fleet: {what}, {during.TotalSeconds:0} s (the machine's load: {ProcessorTime.Load})"));
        var (since, hubBefore, brokerBefore) = (TimeProvider.System.GetTimestamp(), hub is { } h ? ProcessorTime.Of(h) : TimeSpan.Zero, ProcessorTime.Of(broker));
        await Task.Delay(during, TimeProvider.System, cancellationToken);
        var passed = TimeProvider.System.GetElapsedTime(since);
        return new PhaseCost(100 * ((hub is { } p ? ProcessorTime.Of(p) : TimeSpan.Zero) - hubBefore) / passed, 100 * (ProcessorTime.Of(broker) - brokerBefore) / passed, hub is { } m ? ProcessMemory.AnonymousMiB(m) : 0, ProcessMemory.AnonymousMiB(broker));
    }

    private static async Task<(int Online, int Offline, long Rebirths)> FleetAsync(HubProcess hub, CancellationToken cancellationToken)
    {
        var fleet = (await hub.StatusAsync(cancellationToken)).GetProperty("fleet");
        return (fleet.GetProperty("online").GetInt32(), fleet.GetProperty("offline").GetInt32(), fleet.GetProperty("rebirths").GetInt64());
    }
}

/// <summary>Processor time in percent of one core, and memory at the end of a phase.</summary>
internal sealed record PhaseCost(double HubPercent, double BrokerPercent, double HubMiB, double BrokerMiB);

/// <summary>What became of a run.</summary>
internal sealed record FleetOutcome(PhaseCost Idle, PhaseCost Health, PhaseCost Whole)
{
    public PhaseCost? Alone { get; init; }

    public double HubMiB { get; init; }

    public double BrokerMiB { get; init; }

    public double LoadMiB { get; init; }

    public TimeSpan Connect { get; init; }

    public int Connected { get; init; }

    public int OnlineBefore { get; init; }

    public int OfflineInOutage { get; init; }

    public TimeSpan Return { get; init; }

    public int Returned { get; init; }

    public int OnlineAfter { get; init; }

    public long Failures { get; init; }

    public string Reasons { get; init; } = "";

    public long Haves { get; init; }

    public long RefusedSubscriptions { get; init; }

    public long Rebirths { get; init; }

    public long Dropped { get; init; }

    public long Evictions { get; init; }
}
