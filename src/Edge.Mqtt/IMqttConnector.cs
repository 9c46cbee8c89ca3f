namespace Edge.Mqtt;

/// <summary>Opens connections to an MQTT broker over mutual TLS. Each attempt is one connection: nothing reconnects by itself.</summary>
public interface IMqttConnector
{
    /// <summary>Connects and returns once the broker has accepted; within <see cref="MqttOptions.ConnectTimeout"/>.</summary>
    /// <exception cref="MqttException">Not connected; trying again is safe. The message says why in an operator's words.</exception>
    Task<IMqttConnection> ConnectAsync(MqttOptions options, CancellationToken cancellationToken);
}
