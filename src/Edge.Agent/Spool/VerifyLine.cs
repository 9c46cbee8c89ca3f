namespace Edge.Agent.Spool;

/// <summary>One finding of a verification. <paramref name="State"/> is ok, damaged, gap, fork, break or summary.</summary>
internal sealed record VerifyLine(string State, string Detail, Guid? RecordId = null, ulong? Sequence = null);
