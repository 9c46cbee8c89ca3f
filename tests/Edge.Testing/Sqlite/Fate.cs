namespace Edge.Testing.Sqlite;

/// <summary>What became of a write that was not fsynced.</summary>
internal enum Fate
{
    Kept,
    Dropped,

    /// <summary>Its first half was written.</summary>
    Torn,

    /// <summary>The file grew by it, the bytes did not arrive.</summary>
    Zeros,
}
