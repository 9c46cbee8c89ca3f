namespace Edge.Hub.Backup;

internal enum CopyKind
{
    /// <summary>The whole archive in one file.</summary>
    Backup = 0,

    /// <summary>Opened records, known by the list an export writes.</summary>
    Export = 1,
}
