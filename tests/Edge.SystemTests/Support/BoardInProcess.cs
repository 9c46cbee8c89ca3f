using Edge.Agent.Custody;
using Edge.Agent.Identity;
using Edge.Agent.Spool;
using Edge.Agent.Storage;
using Edge.Agent.Telemetry;
using Edge.Agent.Uplink;
using Edge.Agent.Uplink.Health;
using Edge.Agent.Uplink.Objects;
using Edge.Agent.Uplink.Transfer;
using Edge.Hosting.Linux;
using Edge.Mqtt;
using Edge.Mqtt.MqttNet;
using Edge.Testing.Processes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Edge.SystemTests.Support;

/// <summary>The parts of an agent that keep and send records, in this process, so that a test can see what passes its MQTT port.</summary>
internal sealed class BoardInProcess : IAsyncDisposable
{
    private readonly StateDatabase _state;
    private readonly RecordSpool _spool;
    private readonly Uplink _uplink;

    public BoardInProcess(string dataFolder, UplinkOptions options, TransferAudit? audit = null)
    {
        Audit = audit ?? new TransferAudit();
        var data = new DataFolder(dataFolder);
        var identity = IdentityStore.Load(data);
        var disk = new LinuxDisk();
        var spool = new SpoolOptions { AllowVolatile = true, Store = AgentSetup.Store ?? new SpoolOptions().Store };
        _state = StateDatabase.Open(data.StateDatabase, TimeProvider.System, NullLogger.Instance);
        _spool = RecordSpool.Open(new SpoolSetup(data, spool, disk, disk, [identity.Key.Public], TimeProvider.System, NullLogger.Instance),
            new Ballast(data, spool.BallastBytes, spool.ReserveBytes, disk, disk, NullLogger.Instance), () => _state);
        Custodian = new Custodian(identity, _spool, _spool, new LinuxBoardClock(TimeProvider.System), TimeProvider.System);
        _uplink = new Uplink(new AuditedConnector(new MqttNetConnector(TimeProvider.System, new SegmentSize(TimeProvider.System)), Audit), identity, _spool, _spool, _spool.Kept,
            new OfferBuilder(Custodian, _spool), new ObjectIntake([ObjectHandler.OfTrust(identity.Trust)], NullLogger<ObjectIntake>.Instance),
            new SparkplugPublisher(identity, () => Reading.None, Options.Create(new TelemetryOptions()), TimeProvider.System, NullLogger<SparkplugPublisher>.Instance), new Still(), new Edge.Agent.Telemetry.PowerSupply(), Options.Create(options), Status, TimeProvider.System, NullLogger<Uplink>.Instance);
    }

    public TransferAudit Audit { get; }

    public UplinkStatus Status { get; } = new();

    public Custodian Custodian { get; }

    public int Waiting => _spool.Queued.Count;

    public Task StartAsync() => _uplink.StartAsync(TestContext.Current.CancellationToken);

    // The loopback never changes.
    private sealed class Still : ILinkWatch
    {
        public Task Changed { get; } = new TaskCompletionSource().Task;
    }

    public async ValueTask DisposeAsync()
    {
        await _uplink.StopAsync(CancellationToken.None);
        _uplink.Dispose();
        _spool.Dispose();
        _state.Dispose();
    }
}
