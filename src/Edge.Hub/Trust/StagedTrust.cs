namespace Edge.Hub.Trust;

/// <summary>The next trust file, not signed yet.</summary>
internal sealed record StagedTrust(ulong Version, byte[] File, string? NewReceiptKey);
