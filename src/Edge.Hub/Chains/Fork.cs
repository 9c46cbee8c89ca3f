namespace Edge.Hub.Chains;

/// <summary>Records that claim one place.</summary>
internal sealed record Fork(IReadOnlyList<ForkSide> Sides, ForkKind Kind);

/// <summary>Which place the records of a fork claim.</summary>
internal enum ForkKind
{
    /// <summary>They name the same record as the one before them.</summary>
    OnePredecessor,

    /// <summary>They carry the same number of the same chain.</summary>
    OneNumber,

    /// <summary>They are signed as their card's first, with one key.</summary>
    OneBeginning,

    /// <summary>The other side is known by its signed head alone.</summary>
    HeadOnly,
}

/// <summary>One record of a fork.</summary>
internal sealed record ForkSide(Guid ChainId, long Sequence, Guid RecordId);
