namespace Edge.Agent.Spool;

/// <summary>What a start found; <paramref name="Safe"/> are those in kept/ that have no business there any more.</summary>
internal sealed record SpoolContents(List<SpoolEntry> Queued, ChainTail Tail, IReadOnlyCollection<SpoolEntry> Safe);
