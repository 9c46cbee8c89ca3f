using Edge.Agent.Custody;
using Edge.Agent.Identity;
using Edge.Agent.Identity.Settings;
using Edge.Agent.Power;
using Edge.Agent.Spool;
using Edge.Agent.Storage;
using Edge.Agent.Telemetry;
using Edge.Agent.Uplink;
using Edge.Agent.Uplink.Addresses;
using Edge.Agent.Uplink.Health;
using Edge.Agent.Uplink.Objects;
using Edge.Agent.Uplink.Transfer;
using Edge.Hosting.Linux;
using Edge.Mqtt;
using Edge.Mqtt.MqttNet;
using Edge.Testing.Processes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Edge.SystemTests.Support;

/// <summary>The parts of an agent that keep and send records, in this process, so that a test can see what passes its MQTT port.</summary>
internal sealed class BoardInProcess : IAsyncDisposable
{
    private readonly StateDatabase _state;
    private readonly RecordSpool _spool;
    private readonly ServiceProvider _services;
    private readonly Uplink _uplink;

    /// <param name="ballast">What a full disk is met with; nothing where there are many boards.</param>
    public BoardInProcess(string dataFolder, UplinkOptions options, TransferAudit? audit = null, bool ballast = true)
    {
        Audit = audit ?? new TransferAudit();
        var data = new DataFolder(dataFolder);
        var identity = IdentityStore.Load(data);
        var disk = new LinuxDisk();
        var spool = new SpoolOptions { AllowVolatile = true, BallastBytes = ballast ? new SpoolOptions().BallastBytes : 0, Store = AgentSetup.Store ?? new SpoolOptions().Store };
        _state = StateDatabase.Open(data.StateDatabase, TimeProvider.System, NullLogger.Instance);
        _spool = RecordSpool.Open(new SpoolSetup(data, spool, disk, disk, [identity.Key.Public], TimeProvider.System, NullLogger.Instance),
            new Ballast(data, spool.BallastBytes, spool.ReserveBytes, disk, disk, NullLogger.Instance), () => _state);
        Custodian = new Custodian(identity, _spool, _spool, new LinuxBoardClock(TimeProvider.System), TimeProvider.System);
        var settings = Options.Create(options);
        Settings = SettingsStore.Load(identity, new IdentityFiles(data), disk, [], NullLogger.Instance);
        Addresses = AddressBook.Load(identity, Settings, new IdentityFiles(data), disk, TimeProvider.System, NullLogger.Instance);
        var turns = new AddressTurns(Addresses, settings);
        _services = new ServiceCollection().AddSingleton(TimeProvider.System).AddSingleton(typeof(ILogger<>), typeof(NullLogger<>)).AddSingleton(settings).AddSingleton(Status)
            .AddSingleton(identity).AddSingleton<IRecordSpool>(_spool).AddSingleton<IRecordIndex>(_spool).AddSingleton(_spool.Kept).AddSingleton(Custodian)
            .AddSingleton(turns).AddSingleton(ObjectHandler.OfTrust(identity.Trust)).AddSingleton(ObjectHandler.OfSettings(Settings)).AddTransfer().BuildServiceProvider();
        var power = new BoardPower(Options.Create(new PowerOptions()));
        var dialer = new UplinkDialer(new AuditedConnector(new MqttNetConnector(TimeProvider.System, new SegmentSize(TimeProvider.System)), Audit), identity, turns, new Still(), new PowerSupply(), power, settings, TimeProvider.System);
        var health = new SparkplugPublisher(identity, () => Reading.None, power, Options.Create(new TelemetryOptions()), TimeProvider.System, NullLogger<SparkplugPublisher>.Instance);
        var objects = new ObjectIntake(identity, _services.GetServices<ObjectHandler>(), _services.GetRequiredService<TransferScheduler>(), NullLogger<ObjectIntake>.Instance);
        var parts = new UplinkParts(health, objects, new AddressWatch(turns, identity, _spool, settings, NullLogger<AddressWatch>.Instance));
        _uplink = new Uplink(dialer, _services.GetRequiredService<RecordTransfer>(), parts, settings, Status, TimeProvider.System, NullLogger<Uplink>.Instance);
    }

    public TransferAudit Audit { get; }

    public UplinkStatus Status { get; } = new();

    public Custodian Custodian { get; }

    public SettingsStore Settings { get; }

    public AddressBook Addresses { get; }

    public int Waiting => _spool.Queued.Count;

    public Task StartAsync() => _uplink.StartAsync(TestContext.Current.CancellationToken);

    // The loopback never changes.
    private sealed class Still : ILinkWatch
    {
        public Task Changed { get; } = new TaskCompletionSource().Task;

        public IReadOnlyList<string> Interfaces => [];
    }

    public async ValueTask DisposeAsync()
    {
        await _uplink.StopAsync(CancellationToken.None);
        _uplink.Dispose();
        await _services.DisposeAsync();
        _spool.Dispose();
        _state.Dispose();
    }
}
