using Edge.Contracts.Signing;

namespace Edge.Agent.Identity;

/// <summary>Who this board is and whom it believes, as provisioned and as told since.</summary>
internal sealed record AgentIdentity
{
    public required string Node { get; init; }

    public required string Group { get; init; }

    public required string MqttHost { get; init; }

    public required int MqttPort { get; init; }

    public required string HttpsHost { get; init; }

    public required int HttpsPort { get; init; }

    /// <summary>The node's private key; it signs manifests and chain heads.</summary>
    public required SigningKey Key { get; init; }

    /// <summary>PEM files for the MQTT connection.</summary>
    public required string CaFile { get; init; }

    public required string CertificateFile { get; init; }

    public required string KeyFile { get; init; }

    /// <summary>What this board believes; the file in force changes while it runs.</summary>
    public required TrustStore Trust { get; init; }
}
