namespace Edge.Agent.Spool;

/// <summary>What the queue knows of a record without opening its file.</summary>
internal sealed record SpoolEntry(Guid RecordId, string Chain8, ulong Sequence, int Priority, long FileSize);
