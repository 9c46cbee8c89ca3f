namespace Edge.Testing.Processes;

/// <summary>A private folder in the temp folder for one run's data folders and logs; gone at the end unless it is to be kept.</summary>
internal sealed class RunFolder : IDisposable
{
    private readonly IDisposable _leftover;

    private RunFolder(string path, bool keep)
    {
        (Path, Keep) = (path, keep);
        _leftover = Leftovers.Add(Remove, last: true);
    }

    public string Path { get; }

    public bool Keep { get; }

    // Short names: a Unix socket's path has at most 107 bytes.
    public static RunFolder Create(string prefix = "edge-", bool keep = false) => new(Directory.CreateTempSubdirectory(prefix).FullName, keep);

    /// <summary>A folder of that name in it, for its owner only.</summary>
    public string Folder(string name) =>
        Directory.CreateDirectory(File(name), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute).FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose()
    {
        _leftover.Dispose();
        Remove();
    }

    private void Remove()
    {
        if (!Keep && Directory.Exists(Path)) Directory.Delete(Path, recursive: true);
    }
}
