namespace Edge.Agent.Custody;

/// <summary>The answer to a submission that is now safe on this board.</summary>
internal sealed record AcceptedRecord(Guid RecordId, Guid ChainId, ulong Sequence, bool AlreadyHeld)
{
    /// <summary>Of the content that is held; null where this board no longer knows it, and a retry could not be compared.</summary>
    public string? ContentDigest { get; init; }
}
