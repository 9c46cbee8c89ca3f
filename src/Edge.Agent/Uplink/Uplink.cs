using System.Net;
using Edge.Agent.Spool;
using Edge.Agent.Telemetry;
using Edge.Agent.Uplink.Addresses;
using Edge.Agent.Uplink.Health;
using Edge.Agent.Uplink.Objects;
using Edge.Agent.Uplink.Transfer;
using Edge.Contracts.Settings;
using Edge.Mqtt;
using Microsoft.Extensions.Options;

namespace Edge.Agent.Uplink;

/// <summary>Keeps trying to reach the hub and, when it can, empties the spool. Nothing here decides what is kept: the spool does.</summary>
internal sealed partial class Uplink(UplinkDialer dialer, RecordTransfer transfer, UplinkParts parts, IOptions<UplinkOptions> options,
    UplinkStatus status, TimeProvider time, ILogger<Uplink> logger) : BackgroundService
{
    private readonly UplinkOptions _options = options.Value;
    private string? _lastProblem;
    private uint _connections;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!_options.Enabled) return;
        while (true)
        {
            stoppingToken.ThrowIfCancellationRequested();
            var (pause, unanswered) = (TimeSpan.Zero, false);
            try
            {
                await using var connection = await dialer.ConnectAsync(parts.Health.NextWill(), stoppingToken);
                Opened(connection);
                var session = new UplinkSession(connection, _connections, transfer, parts.InOrder, time);
                try
                {
                    pause = await session.RunAsync(stoppingToken);
                }
                finally
                {
                    await parts.Health.SayGoodbyeAsync(connection);
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
            await dialer.WaitAsync(unanswered, pause, stoppingToken);
        }
    }

    private void Opened(IMqttConnection connection)
    {
        _connections++;
        _lastProblem = null;
        var (segmentBytes, path) = (connection.SegmentBytes, connection.Path);
        if (segmentBytes is { } bytes && status.Now.SegmentBytes is null) LogLowered(bytes);
        status.Update(s => s with
        {
            Connected = true, Problem = null, Connections = _connections, Hub = $"{dialer.Address}", SegmentBytes = segmentBytes,
            HubIp = $"{path?.Hub.Address}", Interface = path?.Interface ?? "", PassedInterface = path?.Passed, ByLastAddress = path?.Hub.Remembered ?? false,
        });
        LogConnected(dialer.Address, path?.Interface ?? "");
        if (path is { Hub.Remembered: true }) LogByLastAddress(dialer.Address, path.Hub.Address);
    }

    private void Lost(string problem)
    {
        status.Update(s => s with { Connected = false, Problem = problem });
        // Said once: a board may try every second for months.
        if (problem != _lastProblem) LogLost(dialer.Address, problem, _options.RetryDelay);
        _lastProblem = problem;
    }

    [LoggerMessage(LogLevel.Information, "Connected to the hub at {Address} over {Interface}")]
    private partial void LogConnected(HubAddress address, string @interface);

    [LoggerMessage(LogLevel.Warning, "The name of {Address} does not resolve or leads elsewhere (DNS); the hub is reached where it was last, at {Ip}")]
    private partial void LogByLastAddress(HubAddress address, IPAddress ip);

    [LoggerMessage(LogLevel.Warning, "Something on the way to the hub drops large packets without a word: handshakes get through with TCP segments of at most {Bytes} bytes, and so do records; whoever runs the network can set its MTU right")]
    private partial void LogLowered(int bytes);

    [LoggerMessage(LogLevel.Warning, "Not connected to the hub at {Address}: {Problem}; trying every {Delay}")]
    private partial void LogLost(HubAddress address, string problem, TimeSpan delay);

    [LoggerMessage(LogLevel.Error, "The spool failed while records were being sent")]
    private partial void LogSpool(Exception exception);
}

/// <summary>What goes over the uplink's connection beside the records.</summary>
internal sealed record UplinkParts(SparkplugPublisher Health, ObjectIntake Objects, AddressWatch Addresses)
{
    /// <summary>As they are asked whether they have something to say.</summary>
    public IReadOnlyList<IUplinkPart> InOrder { get; } = [Health, Objects, Addresses];
}
