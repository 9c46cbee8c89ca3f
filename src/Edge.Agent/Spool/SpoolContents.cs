namespace Edge.Agent.Spool;

/// <summary>What a start found; <paramref name="Kept"/> files in kept/, of which <paramref name="Safe"/> have no business there any more.</summary>
internal sealed record SpoolContents(List<SpoolEntry> Queued, ChainTail Tail, int Kept, IReadOnlyCollection<SpoolEntry> Safe);
