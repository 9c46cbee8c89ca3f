namespace Edge.Agent.Spool.Audit;

/// <summary>A record in quarantine. <paramref name="State"/> is damaged, held (it cannot be read or put back now) or queued (it was whole, and waits for its receipt again).</summary>
internal sealed record QuarantineLine(string State, Guid RecordId, string Chain, ulong Sequence, long SizeBytes, string Detail);
