namespace Edge.Hub.Boards;

/// <summary>The one-time secret of a provisioning file. The secret itself is not kept.</summary>
internal sealed class EnrolSecret
{
    public required string Id { get; init; }

    /// <summary>SHA-256 of the secret; it is random and long, so a slow hash would add nothing.</summary>
    public required byte[] Hash { get; init; }

    public required string Node { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The first key that used it; no other may.</summary>
    public byte[]? BoundSpki { get; set; }

    /// <summary>When the board of that key was first heard over mutual TLS, or the node was revoked: spent.</summary>
    public DateTimeOffset? UsedAt { get; set; }
}
