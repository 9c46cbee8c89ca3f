namespace Edge.Testing.Sqlite;

/// <summary>What SQLite asks of a disk.</summary>
internal enum SqliteOperation
{
    Open,
    Read,
    Write,
    Truncate,
    Sync,
    Delete,
}
