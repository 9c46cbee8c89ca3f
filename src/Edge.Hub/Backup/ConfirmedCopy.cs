namespace Edge.Hub.Backup;

/// <summary>A copy that is away from this machine: a backup by its file alone, an export with the records it lists.</summary>
internal sealed record ConfirmedCopy(byte[] Sha256, IReadOnlyList<byte[]>? ManifestDigests);
