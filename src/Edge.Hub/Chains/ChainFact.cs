namespace Edge.Hub.Chains;

/// <summary>One chain. <paramref name="Promised"/> is the last number its newest signed head named.</summary>
internal sealed record ChainFact(Guid ChainId, long First, long Last, long Stored, long Receiving, long? Promised, DateTimeOffset? PromisedAt,
    long MissingCount, IReadOnlyList<MissingRange> Missing)
{
    public bool IsWhole => Receiving == 0 && MissingCount == 0;
}
