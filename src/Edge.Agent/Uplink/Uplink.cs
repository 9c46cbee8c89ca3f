using Edge.Agent.Identity;
using Edge.Agent.Spool;
using Edge.Agent.Spool.Kept;
using Edge.Agent.Telemetry;
using Edge.Agent.Uplink.Health;
using Edge.Agent.Uplink.Objects;
using Edge.Agent.Uplink.Transfer;
using Edge.Contracts;
using Edge.Hosting.Waiting;
using Edge.Mqtt;
using Microsoft.Extensions.Options;

namespace Edge.Agent.Uplink;

/// <summary>Keeps trying to reach the hub and, when it can, empties the spool. Nothing here decides what is kept: the spool does.</summary>
internal sealed partial class Uplink(IMqttConnector connector, AgentIdentity identity, IRecordSpool spool, IRecordIndex index, IKeptRecords keptRecords, OfferBuilder voice,
    ObjectIntake objects, SparkplugPublisher health, ILinkWatch link, PowerSupply power, IOptions<UplinkOptions> options, UplinkStatus status, TimeProvider time, ILogger<Uplink> logger) : BackgroundService
{
    private readonly UplinkOptions _options = options.Value;
    private string? _lastProblem;
    private uint _connections;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!_options.Enabled) return;
        var scheduler = new TransferScheduler(new CongestionWindow(_options.WindowBytes, _options.ChunkBytes));
        var held = new HeldRecords();
        var kept = new KeptExchange(keptRecords, identity.Node, identity.Trust, logger);
        using var prefetcher = new Prefetcher(spool, index, scheduler, held, _options.LookAhead, logger);
        var plan = new DialPlan(_options);
        while (true)
        {
            stoppingToken.ThrowIfCancellationRequested();
            // Taken before the attempt, so that no change falls between it and the wait that follows.
            var changed = link.Changed;
            var (pause, unanswered) = (TimeSpan.Zero, false);
            try
            {
                await using var connection = await connector.ConnectAsync(ConnectOptions(plan, changed), stoppingToken);
                Opened(connection.SegmentBytes);
                var session = new UplinkSession(connection, _connections, identity.Node, voice, scheduler, prefetcher, held, kept, spool,
                    identity.Trust, objects, health, _options, status, time, logger);
                try
                {
                    pause = await session.RunAsync(stoppingToken);
                }
                finally
                {
                    await health.SayGoodbyeAsync(connection);
                }
                Lost(pause > TimeSpan.Zero ? "the hub asked for a pause" : await connection.Closed);
            }
            catch (MqttException e)
            {
                unanswered = e.Unanswered;
                Lost(e.Message);
            }
            catch (SpoolException e)
            {
                // Nothing is lost: what could not be released is offered, and receipted, again.
                LogSpool(e);
                Lost(e.Message);
            }
            if (changed.IsCompleted) plan.LinkChanged(Now);
            var retry = plan.Failed(unanswered, power.OnBattery(), Now);
            // A pause the hub asks for is kept, whatever the link does.
            if (pause > retry) await Task.Delay(pause, time, stoppingToken);
            else await WaitAsync(retry, changed, plan, stoppingToken);
        }
    }

    private TimeSpan Now => time.GetElapsedTime(0, time.GetTimestamp());

    private async Task WaitAsync(TimeSpan retry, Task changed, DialPlan plan, CancellationToken cancellationToken)
    {
        if (await time.WaitAnyAsync(retry, cancellationToken, changed.IsCompleted ? [] : [changed])) plan.LinkChanged(Now);
    }

    private MqttOptions ConnectOptions(DialPlan plan, Task networkChanged) => new()
    {
        Host = identity.MqttHost,
        Port = identity.MqttPort,
        ServerName = Names.HubServer,
        ClientId = identity.Node,
        CaFile = identity.CaFile,
        CertificateFile = identity.CertificateFile,
        KeyFile = identity.KeyFile,
        ConnectTimeout = _options.ConnectTimeout,
        TcpTimeout = plan.TcpTimeout,
        Stagger = plan.Stagger(power.OnBattery()),
        NetworkChanged = networkChanged,
        Eager = true,
        UserTimeout = _options.DeadAfter,
        Will = health.NextWill(),
    };

    private void Opened(int? segmentBytes)
    {
        _connections++;
        _lastProblem = null;
        if (segmentBytes is { } bytes && status.Now.SegmentBytes is null) LogLowered(bytes);
        status.Update(s => s with { Connected = true, Problem = null, Connections = _connections, SegmentBytes = segmentBytes });
        LogConnected(identity.MqttHost, identity.MqttPort);
    }

    private void Lost(string problem)
    {
        status.Update(s => s with { Connected = false, Problem = problem });
        // Said once: a board may try every second for months.
        if (problem != _lastProblem) LogLost(identity.MqttHost, identity.MqttPort, problem, _options.RetryDelay);
        _lastProblem = problem;
    }

    [LoggerMessage(LogLevel.Information, "Connected to the hub at {Host}:{Port}")]
    private partial void LogConnected(string host, int port);

    [LoggerMessage(LogLevel.Warning, "Something on the way to the hub drops large packets without a word: handshakes get through with TCP segments of at most {Bytes} bytes, and so do records; whoever runs the network can set its MTU right")]
    private partial void LogLowered(int bytes);

    [LoggerMessage(LogLevel.Warning, "Not connected to the hub at {Host}:{Port}: {Problem}; trying every {Delay}")]
    private partial void LogLost(string host, int port, string problem, TimeSpan delay);

    [LoggerMessage(LogLevel.Error, "The spool failed while records were being sent")]
    private partial void LogSpool(Exception exception);
}
