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
    private IMqttConnection? _next;
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
                _next ??= await dialer.ConnectAsync(parts.Health.NextWill(), stoppingToken);
                pause = await ServeAsync(_next, stoppingToken);
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
            if (_next is null) await dialer.WaitAsync(unanswered, pause, stoppingToken);
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (_next is not null) await _next.AbandonAsync();
    }

    // Leaves the next connection behind, where the one that is served has fallen mute and another was there first.
    private async Task<TimeSpan> ServeAsync(IMqttConnection served, CancellationToken cancellationToken)
    {
        await using var connection = served;
        _next = null;
        Opened(connection);
        var succession = dialer.MayStay ? new Succession(connection, dialer, parts.Health.NextWill, problem => Mute(connection, problem), time) : null;
        var pause = TimeSpan.Zero;
        try
        {
            pause = await new UplinkSession(connection, _connections, transfer, parts.InOrder, time, succession).RunAsync(cancellationToken);
        }
        finally
        {
            if (succession is not null) _next = await succession.LastAsync();
            if (_next is not null) await connection.AbandonAsync();
            else await parts.Health.SayGoodbyeAsync(connection);
        }
        if (pause > TimeSpan.Zero && _next is { } unwanted)
        {
            await unwanted.AbandonAsync();
            _next = null;
        }
        if (_next is null) Lost(pause > TimeSpan.Zero ? "the hub asked for a pause" : await connection.Closed);
        return pause;
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

    private void Mute(IMqttConnection connection, string? problem)
    {
        if (problem is not null) Lost(problem);
        else if (!connection.Closed.IsCompleted) HeardAgain();
    }

    private void HeardAgain()
    {
        _lastProblem = null;
        status.Update(s => s with { Connected = true, Problem = null });
        LogHeardAgain(dialer.Address);
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

    [LoggerMessage(LogLevel.Information, "The hub at {Address} is heard again on the same connection")]
    private partial void LogHeardAgain(HubAddress address);

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
