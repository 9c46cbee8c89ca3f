namespace Edge.Hub.Backup;

/// <summary>A backup that may be written now, or an export whose list may be told.</summary>
internal sealed record BegunCopy(long Number);
