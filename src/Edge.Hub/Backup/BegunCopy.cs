namespace Edge.Hub.Backup;

/// <summary>A backup that may be written now.</summary>
internal sealed record BegunCopy(long Number);
