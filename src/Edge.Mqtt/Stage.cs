namespace Edge.Mqtt;

/// <summary>How far a connection has come; says what a time-out was waiting for.</summary>
internal enum Stage
{
    Resolving,
    Tcp,
    Tls,
    Connack,
    Open,
}
