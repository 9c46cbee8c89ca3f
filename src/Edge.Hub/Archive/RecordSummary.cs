namespace Edge.Hub.Archive;

/// <summary>A record as `record list --json` shows it.</summary>
internal sealed record RecordSummary(Guid RecordId, string Node, Guid ChainId, long Sequence, string Kind, string Outcome, int Priority,
    long SizeBytes, DateTimeOffset AcceptedAt, DateTimeOffset? StoredAt, string Path, string State, string Flags);
