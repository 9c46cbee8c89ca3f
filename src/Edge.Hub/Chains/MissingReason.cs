namespace Edge.Hub.Chains;

/// <summary>Why a number is not here.</summary>
internal enum MissingReason
{
    /// <summary>Later records of the chain are here.</summary>
    Gap,

    /// <summary>The board says that it can no longer read them.</summary>
    Damaged,

    /// <summary>The chain's signed head named them; nothing after them has come.</summary>
    Tail,
}
