namespace Edge.Mqtt.Mosquitto;

/// <summary>Connects through libmosquitto: MQTT 5 first, 3.1.1 where the broker knows no better.</summary>
public sealed class MosquittoConnector(TimeProvider time) : IMqttConnector
{
    private volatile string? _speaks311;
    private (string Broker, Driver Driver)? _last;

    /// <inheritdoc/>
    public Task<IMqttConnection> ConnectAsync(MqttOptions options, CancellationToken cancellationToken) =>
        new Dialer(time).DialAsync(options, (address, limit, caller) => ConnectAsync(options, address, limit, caller), cancellationToken);

    private async Task<IMqttConnection> ConnectAsync(MqttOptions options, string address, CancellationToken limit, CancellationToken caller)
    {
        var broker = $"{options.Host}:{options.Port}";
        if (_speaks311 != broker)
        {
            var trusted = _last is { } last && last.Broker == broker && last.Driver.WasAccepted;
            var newest = await AnsweredAsync(options with { Eager = options.Eager && trusted }, address, MosquittoNative.Mqtt5, limit, caller);
            try
            {
                var opened = await OpenAsync(newest, options, limit, caller);
                _last = (broker, newest.Driver);
                return opened;
            }
            catch (MqttException) when (newest.Driver.VersionRefused)
            {
            }
        }
        var connection = await OpenAsync(await AnsweredAsync(options, address, MosquittoNative.Mqtt311, limit, caller), options, limit, caller);
        _speaks311 = broker;
        return connection;
    }

    private Task<MosquittoConnection> AnsweredAsync(MqttOptions options, string address, int protocol, CancellationToken limit, CancellationToken caller) =>
        TcpRace.RunAsync(() => new MosquittoConnection(options, address, protocol), options, time, limit, caller);

    private static async Task<IMqttConnection> OpenAsync(MosquittoConnection connection, MqttOptions options, CancellationToken limit, CancellationToken caller)
    {
        try
        {
            await connection.Driver.Opened.WaitAsync(limit);
            return connection;
        }
        catch (OperationCanceledException)
        {
            var stage = connection.Driver.Stage;
            // Its thread frees everything by itself; nobody waits for it here.
            connection.Abandon();
            throw Dialer.Ended(options, stage, caller);
        }
    }
}
