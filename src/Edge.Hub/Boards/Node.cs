namespace Edge.Hub.Boards;

/// <summary>A board the hub knows by name.</summary>
internal sealed class Node
{
    public required string Name { get; init; }

    public required string Group { get; set; }

    /// <summary>HOST:PORT its provisioning file named.</summary>
    public required string MqttAddress { get; set; }

    public required string HttpsAddress { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Set by a revocation, cleared when a board of that name is enrolled again.</summary>
    public DateTimeOffset? RevokedAt { get; set; }
}
