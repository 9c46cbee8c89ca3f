namespace Edge.Hub.Boards;

/// <summary>A certificate issued for a board's key; a retried enrolment or a renewal makes another for the same key.</summary>
internal sealed class NodeCertificate
{
    /// <summary>Hexadecimal, as X.509 has it.</summary>
    public required string Serial { get; init; }

    public required long KeyId { get; init; }

    public required string Node { get; init; }

    /// <summary>SHA-256 of the certificate.</summary>
    public required byte[] Thumbprint { get; init; }

    public required DateTimeOffset IssuedAt { get; init; }

    public required DateTimeOffset NotAfter { get; init; }

    public DateTimeOffset? RevokedAt { get; set; }
}
