using Edge.Agent.Spool.LiteDb;
using Edge.Agent.Tests.Support;
using Edge.Hosting.Linux;

namespace Edge.Agent.Tests.Spool.LiteDb;

/// <summary>One of LiteDB's files, any operation of which can be made to fail.</summary>
internal sealed class FaultyPageFile(string path) : IPageFile
{
    private readonly LinuxPageFile _file = new(path);

    public string Path => path;

    /// <summary>Given operation and path, the errno to fail with, or null.</summary>
    public Func<string, string, int?> Fault { get; set; } = (_, _) => null;

    /// <summary>Nothing was written since the last fsync.</summary>
    public bool IsSynced { get; private set; } = true;

    public int Syncs { get; private set; }

    public long Length => _file.Length;

    /// <summary>Where a sector is bad.</summary>
    public Func<long, bool> Unreadable { get; set; } = _ => false;

    public int Read(long offset, Span<byte> output)
    {
        Check("read");
        return Unreadable(offset) && !path.EndsWith("-log", StringComparison.Ordinal)
            ? throw new DiskException("read", path, FaultyDisk.InputOutput)
            : _file.Read(offset, output);
    }

    public void Write(long offset, ReadOnlySpan<byte> bytes)
    {
        Check("write");
        IsSynced = false;
        _file.Write(offset, bytes);
    }

    public void SetLength(long length)
    {
        Check("truncate");
        IsSynced = false;
        _file.SetLength(length);
    }

    public void Sync()
    {
        Check("fsync");
        _file.Sync();
        (IsSynced, Syncs) = (true, Syncs + 1);
    }

    public void Dispose() => _file.Dispose();

    private void Check(string operation)
    {
        if (Fault(operation, path) is { } errno) throw new DiskException(operation, path, errno);
    }
}
