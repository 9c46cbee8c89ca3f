namespace Edge.Agent.Custody;

/// <summary>The answer to a submission that is now safe on this board.</summary>
internal sealed record AcceptedRecord(Guid RecordId, Guid ChainId, ulong Sequence, bool AlreadyHeld);
