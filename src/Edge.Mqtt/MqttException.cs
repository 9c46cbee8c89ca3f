namespace Edge.Mqtt;

/// <summary>The one failure of the MQTT port.</summary>
public sealed class MqttException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Nothing answered the TCP connection: there is probably no link.</summary>
    public bool Unanswered { get; init; }

    /// <summary>TCP was answered, the handshake that followed was not: perhaps its packets are too large for something on the way.</summary>
    public bool HandshakeUnanswered { get; init; }

    /// <summary>Somebody else answered: not TLS, or another's certificate. Nothing of ours was said.</summary>
    public bool Stranger { get; init; }
}

/// <summary>How far a connection has come; says what a time-out was waiting for.</summary>
internal enum Stage
{
    Resolving,
    Tcp,
    Tls,
    Connack,
    Open,
}
