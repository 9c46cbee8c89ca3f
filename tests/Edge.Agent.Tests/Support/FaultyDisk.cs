using Edge.Hosting.Linux;

namespace Edge.Agent.Tests.Support;

/// <summary>The real disk, with every operation written down and any of them made to fail.</summary>
internal sealed class FaultyDisk : IDisk, IFreeSpace
{
    public const int NoSpace = 28;
    public const int InputOutput = 5;

    private readonly LinuxDisk _disk = new();

    public List<string> Operations { get; } = [];

    /// <summary>Given operation and path, the errno to fail with, or null.</summary>
    public Func<string, string, int?> Fault { get; set; } = (_, _) => null;

    /// <summary>What the failure names as its operation: to make a folder durable is to open it and to fsync it.</summary>
    public Func<string, string> Names { get; set; } = operation => operation;

    public long? Free { get; set; }

    public void CreateFolder(string path) => Do("mkdir", path, () => _disk.CreateFolder(path));

    public IDiskFile CreateFile(string path, long size)
    {
        IDiskFile? file = null;
        Do("create", path, () => file = _disk.CreateFile(path, size));
        return new FaultyFile(this, file!, path);
    }

    public void Rename(string from, string to) => Do("rename", to, () => _disk.Rename(from, to));

    public void Exchange(string one, string other) => Do("exchange", other, () => _disk.Exchange(one, other));

    public void Delete(string path) => Do("delete", path, () => _disk.Delete(path));

    public void SyncFolder(string path) => Do("fsync-folder", path, () => _disk.SyncFolder(path));

    public long Available(string folder) => Free ?? _disk.Available(folder);

    private void Do(string operation, string path, Action action)
    {
        lock (Operations) Operations.Add($"{operation} {Path.GetFileName(Path.GetDirectoryName(path))}/{Path.GetFileName(path)}");
        if (Fault(operation, path) is { } errno) throw new DiskException(Names(operation), path, errno);
        action();
    }

    private sealed class FaultyFile(FaultyDisk disk, IDiskFile file, string path) : IDiskFile
    {
        public void Write(ReadOnlySpan<byte> bytes)
        {
            if (disk.Fault("write", path) is { } errno)
            {
                file.Write(bytes[..(bytes.Length / 2)]); // a short write, then the error
                throw new DiskException("write", path, errno);
            }
            file.Write(bytes);
        }

        public void Sync() => disk.Do("fsync", path, file.Sync);

        public void Dispose() => file.Dispose();
    }
}
