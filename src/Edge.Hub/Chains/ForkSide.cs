namespace Edge.Hub.Chains;

/// <summary>One record of a fork.</summary>
internal sealed record ForkSide(Guid ChainId, long Sequence, Guid RecordId);
