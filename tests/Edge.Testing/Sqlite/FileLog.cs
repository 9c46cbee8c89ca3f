namespace Edge.Testing.Sqlite;

/// <summary>Everything SQLite did in one folder, in order, with content. Paths are relative to the folder.</summary>
internal sealed class FileLog(string root) : ISqliteWatch
{
    private readonly Lock _gate = new();
    private readonly List<FileStep> _steps = [];

    /// <summary>Given operation and relative path, the result code to fail with, or 0.</summary>
    public Func<SqliteOperation, string, int> Fault { get; set; } = (_, _) => NativeVfs.Ok;

    /// <summary>True for a step that is to count as left out: done on the folder, unknown to the log.</summary>
    public Func<FileStep, bool> LeaveOut { get; set; } = _ => false;

    public int Count
    {
        get
        {
            lock (_gate) return _steps.Count;
        }
    }

    public IReadOnlyList<FileStep> Steps
    {
        get
        {
            lock (_gate) return [.. _steps];
        }
    }

    public int Judge(SqliteOperation operation, string path) => Fault(operation, Relative(path));

    public void Done(FileStep step)
    {
        var relative = step with { Path = Relative(step.Path) };
        if (LeaveOut(relative)) return;
        lock (_gate) _steps.Add(relative);
    }

    private string Relative(string path) => Path.GetRelativePath(root, path);
}
