namespace Edge.Agent.Spool;

/// <summary>What a start found.</summary>
internal sealed record SpoolContents(List<SpoolEntry> Queued, ChainTail Tail);
