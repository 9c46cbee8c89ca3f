namespace Edge.Testing.Sqlite;

/// <summary>Sees what SQLite does to the files of one folder, and may make any of it fail.</summary>
internal interface ISqliteWatch
{
    /// <summary>Asked before each operation: 0 to let it happen, or the result code to fail with.</summary>
    int Judge(SqliteOperation operation, string path);

    /// <summary>Told after it happened.</summary>
    void Done(FileStep step);
}
