namespace Edge.Mqtt;

/// <summary>The one failure of the MQTT port.</summary>
public sealed class MqttException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Nothing answered the TCP connection: there is probably no link.</summary>
    public bool Unanswered { get; init; }
}
