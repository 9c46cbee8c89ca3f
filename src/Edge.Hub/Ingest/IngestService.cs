using Edge.Contracts;
using Edge.Hub.Boards;
using Edge.Hub.Fleet;
using Edge.Mqtt;
using Microsoft.Extensions.Options;

namespace Edge.Hub.Ingest;

/// <summary>Listens to the boards: holds the connection on which they are served, and connects again when it is lost.</summary>
internal sealed partial class IngestService(IMqttConnector connector, IBroker broker, IngestLoop loop, IngestEcho echo, HostApplication host, IOptions<IngestOptions> options,
    TimeProvider time, ILogger<IngestService> logger) : BackgroundService
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(200);

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        // Before anybody can ask whether the hub is ready.
        echo.Begin();
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        string? lastProblem = null;
        while (true)
        {
            try
            {
                await broker.WaitReadyAsync(stoppingToken);
                await ServeAsync(() => lastProblem = null, stoppingToken);
            }
            catch (MqttException e)
            {
                if (e.Message != lastProblem) LogLost(e.Message);
                lastProblem = e.Message;
            }
            echo.Lost(lastProblem);
            await Task.Delay(RetryDelay, time, stoppingToken);
        }
    }

    private async Task ServeAsync(Action connected, CancellationToken cancellationToken)
    {
        var mqtt = broker.HubConnection with { ReceiveQueue = options.Value.WindowChunks, Will = host.NextWill() };
        await using var connection = await connector.ConnectAsync(mqtt, cancellationToken);
        await connection.SubscribeAsync([Topics.AllOffers, Topics.AllAsks], MqttQos.AtLeastOnce, cancellationToken);
        await connection.SubscribeAsync([Topics.AllChunks], MqttQos.AtMostOnce, cancellationToken);
        await connection.SubscribeAsync([IngestEcho.Topic], MqttQos.AtMostOnce, cancellationToken);
        await host.OpenedAsync(connection, cancellationToken);
        echo.Connected();
        connected();
        LogListening();

        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var calling = echo.RunAsync(connection, leaving.Token);
        try
        {
            await loop.RunAsync(connection, arrival => TakeAside(host, connection, arrival), cancellationToken);
        }
        finally
        {
            await leaving.CancelAsync();
            await calling;
            await host.SayGoodbyeAsync(connection);
        }
        throw new MqttException(await connection.Closed);
    }

    /// <summary>True where it was health's, which gates nothing of records.</summary>
    internal static bool TakeAside(HostApplication host, IMqttConnection connection, Arrival arrival)
    {
        if (arrival is HostStateArrival state) host.TakeState(connection, state.Message);
        else if (arrival is HealthArrival health) host.TakeHealth(connection, health.Verb, health.Group, health.Node, health.Message.Payload.Span);
        else return false;
        return true;
    }

    [LoggerMessage(LogLevel.Information, "Listening to the boards")]
    private partial void LogListening();

    [LoggerMessage(LogLevel.Warning, "No connection to the broker: {Problem}; trying again")]
    private partial void LogLost(string problem);
}
