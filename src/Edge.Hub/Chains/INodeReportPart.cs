namespace Edge.Hub.Chains;

/// <summary>A feature's share of what `node show` tells of a board. Parts are told in the order they are registered.</summary>
internal interface INodeReportPart
{
    /// <summary>Reads what there is to tell; no lines where there is nothing. The board's chains are read once for all parts.</summary>
    Task<NodeReportPart> TellAsync(string node, ChainFacts chains, CancellationToken cancellationToken);
}

/// <summary>One part of a board's story: sentences for a person, and the same as figures for a script.</summary>
internal sealed record NodeReportPart(string Name, IReadOnlyList<string> Lines, object? Facts);

/// <summary>What is known of a board's chains. <paramref name="Missing"/> counts numbers that have neither come nor begun to.</summary>
internal sealed record ChainFacts(long Stored, long Receiving, long Missing, DateTimeOffset? LastContactAt, long BacklogRecords, OlderChains? Older,
    IReadOnlyList<ChainFact> Chains, IReadOnlyList<NumberRange> InNoChain, IReadOnlyList<Fork> Forks, IReadOnlyList<Guid> Beginnings);

/// <summary>One chain. <paramref name="Promised"/> is the last number its newest signed head named.</summary>
internal sealed record ChainFact(Guid ChainId, long First, long Last, long Stored, long Receiving, long? Promised, DateTimeOffset? PromisedAt,
    long MissingCount, IReadOnlyList<MissingRange> Missing)
{
    public bool IsWhole => Receiving == 0 && MissingCount == 0;
}
