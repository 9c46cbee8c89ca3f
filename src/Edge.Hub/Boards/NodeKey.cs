namespace Edge.Hub.Boards;

/// <summary>A public key a board of that name has, or had: records it signed stay checkable for ever.</summary>
internal sealed class NodeKey
{
    public long Id { get; init; }

    public required string Node { get; init; }

    /// <summary>DER SubjectPublicKeyInfo.</summary>
    public required byte[] Spki { get; init; }

    public required DateTimeOffset AddedAt { get; init; }

    public DateTimeOffset? RevokedAt { get; set; }

    /// <summary>When a newer key took its place among those that may be used to connect; nothing else is held against it.</summary>
    public DateTimeOffset? RetiredAt { get; set; }
}
