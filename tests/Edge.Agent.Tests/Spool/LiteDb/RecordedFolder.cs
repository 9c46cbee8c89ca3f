using Edge.Hosting.Linux;
using Edge.Testing.Sqlite;

namespace Edge.Agent.Tests.Spool.LiteDb;

/// <summary>A data folder in which what happens to files and names is written down; what is in tmp/ nobody reads after a cut.</summary>
internal sealed class RecordedFolder(string root, List<FileStep> steps) : IDisk
{
    private readonly LinuxDisk _disk = new();

    public void CreateFolder(string path) => _disk.CreateFolder(path);

    public IDiskFile CreateFile(string path, long size)
    {
        var file = _disk.CreateFile(path, size);
        if (IsTemporary(path)) return file;
        steps.Add(new FileStep.Made(Relative(path)));
        return new Recorded(file, Relative(path), steps);
    }

    public void Rename(string from, string to)
    {
        _disk.Rename(from, to);
        // A file is fsynced before it gets its name.
        steps.Add(new FileStep.Made(Relative(to), File.ReadAllBytes(to)));
        if (!IsTemporary(from)) steps.Add(new FileStep.Removed(Relative(from), Folder: false));
    }

    public void Exchange(string one, string other) => _disk.Exchange(one, other);

    public void Delete(string path)
    {
        if (!File.Exists(path)) return;
        _disk.Delete(path);
        if (!IsTemporary(path)) steps.Add(new FileStep.Removed(Relative(path), Folder: false));
    }

    public void SyncFolder(string path) => steps.Add(new FileStep.FolderSynced(Relative(path)));

    public string Relative(string path) => Path.GetRelativePath(root, path);

    private bool IsTemporary(string path) => Relative(path).StartsWith("tmp/", StringComparison.Ordinal);

    private sealed class Recorded(IDiskFile file, string name, List<FileStep> steps) : IDiskFile
    {
        private long _at;

        public void Write(ReadOnlySpan<byte> bytes)
        {
            file.Write(bytes);
            steps.Add(new FileStep.Written(name, _at, bytes.ToArray()));
            _at += bytes.Length;
        }

        public void Sync() => steps.Add(new FileStep.Synced(name, Folder: false));

        public void Dispose() => file.Dispose();
    }
}
