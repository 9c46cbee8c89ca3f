namespace Edge.Agent.Spool.Audit;

/// <summary>One finding of a verification. <paramref name="State"/> is ok, damaged, unread (not now), chain, gap, fork, break or summary; ok, chain and summary are no fault.</summary>
internal sealed record VerifyLine(string State, string Detail, Guid? RecordId = null, ulong? Sequence = null, Guid? ChainId = null);
