namespace Edge.Demo.Processes;

/// <summary>An agent's answer to a submission: the record is durable there.</summary>
internal sealed record Accepted(Guid RecordId, Guid ChainId, ulong Sequence, bool AlreadyHeld = false);
