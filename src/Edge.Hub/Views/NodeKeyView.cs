namespace Edge.Hub.Views;

/// <summary>A key of a board.</summary>
internal sealed record NodeKeyView(string Id, DateTimeOffset AddedAt, DateTimeOffset? RevokedAt, DateTimeOffset? RetiredAt, int Certificates, DateTimeOffset? CertificateEnds);
