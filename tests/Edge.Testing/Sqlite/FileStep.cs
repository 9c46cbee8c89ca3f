namespace Edge.Testing.Sqlite;

/// <summary>One thing that SQLite did to a file.</summary>
internal abstract record FileStep(string Path)
{
    /// <summary>A name that was not there; by a rename, with bytes that are certain.</summary>
    public sealed record Made(string Path, byte[]? Bytes = null) : FileStep(Path);

    public sealed record Written(string Path, long Offset, byte[] Bytes) : FileStep(Path)
    {
        public override string ToString() => $"write of {Bytes.Length} bytes at {Offset} of {Path}";
    }

    public sealed record Truncated(string Path, long Size) : FileStep(Path);

    /// <summary>fsync of the file; with <paramref name="Folder"/> of the folder it is in as well.</summary>
    public sealed record Synced(string Path, bool Folder) : FileStep(Path);

    /// <summary>fsync of a folder: the names in it are certain.</summary>
    public sealed record FolderSynced(string Path) : FileStep(Path);

    public sealed record Removed(string Path, bool Folder) : FileStep(Path);
}
