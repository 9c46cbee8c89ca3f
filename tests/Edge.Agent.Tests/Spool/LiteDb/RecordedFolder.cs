using Edge.Agent.Storage;
using Edge.Tests.Sqlite;

namespace Edge.Agent.Tests.Spool.LiteDb;

/// <summary>The disk beside LiteDB's files: only what happens to their names is written down.</summary>
internal sealed class RecordedFolder(List<FileStep> steps) : IDisk
{
    private readonly LinuxDisk _disk = new();

    public void CreateFolder(string path) => _disk.CreateFolder(path);

    public IDiskFile CreateFile(string path, long size) => _disk.CreateFile(path, size);

    public void Rename(string from, string to) => _disk.Rename(from, to);

    public void Exchange(string one, string other) => _disk.Exchange(one, other);

    public void Delete(string path)
    {
        if (!File.Exists(path)) return;
        _disk.Delete(path);
        if (IsOurs(path)) steps.Add(new FileStep.Removed(Path.GetFileName(path), Folder: false));
    }

    // Every one of LiteDB's files is in the data folder: to make it durable is to make all their names durable.
    public void SyncFolder(string path)
    {
        if (steps.OfType<FileStep.Made>().LastOrDefault() is { } made && File.Exists(Path.Combine(path, made.Path))) steps.Add(new FileStep.Synced(made.Path, Folder: true));
        else if (steps.Count > 0 && steps[^1] is FileStep.Removed removed) steps[^1] = removed with { Folder = true };
    }

    private static bool IsOurs(string path) => Path.GetFileName(path).StartsWith("spool.litedb", StringComparison.Ordinal);
}
