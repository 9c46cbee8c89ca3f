namespace Edge.Agent.Spool;

/// <summary>A record this board holds or held.</summary>
internal sealed record HeldRecord(Guid RecordId, Guid ChainId, ulong Sequence, bool Damaged);
