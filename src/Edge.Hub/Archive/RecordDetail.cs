namespace Edge.Hub.Archive;

/// <summary>A record as `record show` shows it.</summary>
internal sealed record RecordDetail(Guid RecordId, string Node, Guid ChainId, long Sequence, string Kind, string Outcome, int Priority,
    long SizeBytes, long ReceivedBytes, DateTimeOffset AcceptedAt, DateTimeOffset? StoredAt, string Path, string Carrier, string State,
    string Flags, string Predecessor, string Digest, string RecipientKeyId);
