namespace Edge.Hub.Archive;

/// <summary>What an operator should know of a stored record; a flag never keeps a record out.</summary>
[Flags]
internal enum RecordFlags
{
    None = 0,

    /// <summary>The key that signed it had been revoked before it arrived.</summary>
    RevokedKey = 1,

    /// <summary>Another record with the same id and another digest came from the same board.</summary>
    SameIdOtherDigest = 2,

    /// <summary>Another record of its board claims the same place in the chain: the card was copied or restored.</summary>
    Forked = 4,

    /// <summary>It was stored, went bad on this hub's disk, and is asked for again.</summary>
    TakenBack = 8,
}
