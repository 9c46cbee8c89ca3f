namespace Edge.Hub.Archive;

/// <summary>How far a record is.</summary>
internal enum RecordState
{
    /// <summary>Its manifest is known, bytes are still missing.</summary>
    Receiving = 0,

    /// <summary>Whole, checked, committed and receipted.</summary>
    Stored = 1,
}
