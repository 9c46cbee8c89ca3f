namespace Edge.Hub.Chains;

/// <summary>What the archive counts of one chain; <paramref name="Numbers"/> are different ones, stored or begun.</summary>
internal sealed record ChainCount(Guid ChainId, long First, long Last, long Numbers, long Stored, long Receiving);
