namespace Edge.Hub.Chains;

/// <summary>What is known of a board's chains. <paramref name="Missing"/> counts numbers that have neither come nor begun to.</summary>
internal sealed record ChainFacts(long Stored, long Receiving, long Missing, DateTimeOffset? LastContactAt, long BacklogRecords, OlderChains? Older,
    IReadOnlyList<ChainFact> Chains, IReadOnlyList<NumberRange> InNoChain, IReadOnlyList<Fork> Forks, IReadOnlyList<Guid> Beginnings);
