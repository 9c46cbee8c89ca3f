using Edge.Mqtt.Mosquitto;
using MQTTnet.Formatter;

namespace Edge.Mqtt.MqttNet;

/// <summary>
/// Connects through MQTTnet: MQTT 5 first, 3.1.1 where the broker knows no better. <see cref="MqttOptions.Eager"/> is not followed:
/// the library sends nothing before CONNACK.
/// </summary>
internal sealed class MqttNetConnector(TimeProvider time) : IMqttConnector
{
    private volatile string? _speaks311;

    /// <inheritdoc/>
    public Task<IMqttConnection> ConnectAsync(MqttOptions options, CancellationToken cancellationToken) =>
        new Dialer(time).DialAsync(options, (address, limit, caller) => ConnectAsync(options, address, limit, caller), cancellationToken);

    private async Task<IMqttConnection> ConnectAsync(MqttOptions options, string address, CancellationToken limit, CancellationToken caller)
    {
        var broker = $"{options.Host}:{options.Port}";
        if (_speaks311 != broker)
        {
            try
            {
                return await OpenAsync(options, address, MqttProtocolVersion.V500, limit, caller);
            }
            catch (VersionRefusedException)
            {
            }
        }
        try
        {
            var connection = await OpenAsync(options, address, MqttProtocolVersion.V311, limit, caller);
            _speaks311 = broker;
            return connection;
        }
        catch (VersionRefusedException e)
        {
            throw new MqttException(e.Message, e);
        }
    }

    private async Task<IMqttConnection> OpenAsync(MqttOptions options, string address, MqttProtocolVersion version, CancellationToken limit, CancellationToken caller)
    {
        using var identity = PinnedTls.Load(options);
        var stage = Stage.Tcp;
        try
        {
            var dialled = await TcpRace.RunAsync(() => new TcpDial(options, address), options, time, limit, caller);
            var connection = new MqttNetConnection(options, new TlsChannel(identity, dialled.Socket, time), time);
            try
            {
                await connection.OpenAsync(version, limit);
                return connection;
            }
            catch
            {
                stage = connection.Stage;
                await connection.AbandonAsync();
                throw;
            }
        }
        catch (Exception e) when (limit.IsCancellationRequested && e is not VersionRefusedException)
        {
            throw Dialer.Ended(options, stage, caller);
        }
    }
}
