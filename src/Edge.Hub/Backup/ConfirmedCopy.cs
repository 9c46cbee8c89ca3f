namespace Edge.Hub.Backup;

/// <summary>A copy that is away from this machine, by its file.</summary>
internal sealed record ConfirmedCopy(byte[] Sha256);
