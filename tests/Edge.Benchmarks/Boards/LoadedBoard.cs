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
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Edge.Benchmarks.Boards;

/// <summary>The parts of an agent that keep and send records: a spool on the disk, and an uplink with a connection of its own.</summary>
internal sealed class LoadedBoard : IAsyncDisposable
{
    // A ballast on each would be gigabytes; it has no part in sending.
    private static readonly SpoolOptions Spool = new() { Store = SpoolOptions.Files, AllowVolatile = true, BallastBytes = 0 };

    private readonly StateDatabase _state;
    private readonly RecordSpool _spool;
    private readonly ServiceProvider _services;
    private readonly Edge.Agent.Uplink.Uplink _uplink;
    private readonly UplinkStatus _status = new();

    public LoadedBoard(DataFolder data)
    {
        var identity = IdentityStore.Load(data);
        Node = identity.Node;
        var disk = new LinuxDisk();
        _state = StateDatabase.Open(data.StateDatabase, TimeProvider.System, NullLogger.Instance);
        _spool = RecordSpool.Open(new SpoolSetup(data, Spool, disk, disk, [identity.Key.Public], TimeProvider.System, NullLogger.Instance),
            new Ballast(data, Spool.BallastBytes, Spool.ReserveBytes, disk, disk, NullLogger.Instance), () => _state);
        var custodian = new Custodian(identity, _spool, _spool, new LinuxBoardClock(TimeProvider.System), TimeProvider.System);
        var settings = Options.Create(new UplinkOptions());
        _services = new ServiceCollection().AddSingleton(TimeProvider.System).AddSingleton(typeof(ILogger<>), typeof(NullLogger<>)).AddSingleton(settings).AddSingleton(_status)
            .AddSingleton(identity).AddSingleton<IRecordSpool>(_spool).AddSingleton<IRecordIndex>(_spool).AddSingleton(_spool.Kept).AddSingleton(custodian).AddTransfer().BuildServiceProvider();
        var turns = new AddressTurns(AddressBook.Load(identity, SettingsStore.Load(identity, new IdentityFiles(data), disk, [], NullLogger.Instance), new IdentityFiles(data), disk, TimeProvider.System, NullLogger.Instance), settings);
        var power = new BoardPower(Options.Create(new PowerOptions()));
        var dialer = new UplinkDialer(new MqttNetConnector(TimeProvider.System, new SegmentSize(TimeProvider.System)), identity, turns, new Still(), new PowerSupply(), power, settings, TimeProvider.System);
        var health = new SparkplugPublisher(identity, () => Reading.None, power, Options.Create(new TelemetryOptions()), TimeProvider.System, NullLogger<SparkplugPublisher>.Instance);
        var objects = new ObjectIntake(identity, [ObjectHandler.OfTrust(identity.Trust)], _services.GetRequiredService<TransferScheduler>(), NullLogger<ObjectIntake>.Instance);
        var parts = new UplinkParts(health, objects, new AddressWatch(turns, identity, _spool, settings, NullLogger<AddressWatch>.Instance));
        _uplink = new Edge.Agent.Uplink.Uplink(dialer, _services.GetRequiredService<RecordTransfer>(), parts, settings, _status, TimeProvider.System, NullLogger<Edge.Agent.Uplink.Uplink>.Instance);
    }

    public string Node { get; }

    public bool IsDone => _spool.Queued.Count == 0 || _uplink.ExecuteTask is { IsCompleted: true };

    public Task StartAsync(CancellationToken cancellationToken) => _uplink.StartAsync(cancellationToken);

    public BoardOutcome Outcome(DateTimeOffset started)
    {
        var now = _status.Now;
        return new BoardOutcome(Node, _spool.Queued.Count, now.Receipts, (now.LastReceiptAt - started)?.TotalSeconds, now.Connections, now.SentBytes, now.ResentBytes,
            _uplink.ExecuteTask is { IsFaulted: true } failed ? failed.Exception.GetBaseException().Message : now.Problem);
    }

    public async ValueTask DisposeAsync()
    {
        await _uplink.StopAsync(CancellationToken.None);
        _uplink.Dispose();
        await _services.DisposeAsync();
        _spool.Dispose();
        _state.Dispose();
    }

    // The carrier stays all the time.
    private sealed class Still : ILinkWatch
    {
        public Task Changed { get; } = new TaskCompletionSource().Task;

        public IReadOnlyList<string> Interfaces => [];
    }
}
