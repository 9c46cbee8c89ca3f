namespace Edge.Demo.Processes;

/// <summary>A line of <c>edge-hub record list --json</c>, as far as it is looked at.</summary>
internal sealed record StoredRecord(Guid RecordId, string Node, Guid ChainId, ulong Sequence, string Kind, string? Outcome, int Priority, long SizeBytes, string? Path, string State);
