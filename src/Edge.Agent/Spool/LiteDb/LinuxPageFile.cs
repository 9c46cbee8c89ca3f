using Edge.Agent.Storage;
using Microsoft.Win32.SafeHandles;

namespace Edge.Agent.Spool.LiteDb;

internal sealed class LinuxPageFile(string path) : IPageFile
{
    private readonly SafeFileHandle _file = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);

    public long Length => RandomAccess.GetLength(_file);

    public int Read(long offset, Span<byte> output)
    {
        try
        {
            return RandomAccess.Read(_file, output, offset);
        }
        catch (IOException e)
        {
            throw Error("read", e);
        }
    }

    public void Write(long offset, ReadOnlySpan<byte> bytes)
    {
        try
        {
            RandomAccess.Write(_file, bytes, offset);
        }
        catch (IOException e)
        {
            throw Error("write", e);
        }
    }

    public void SetLength(long length)
    {
        try
        {
            RandomAccess.SetLength(_file, length);
        }
        catch (IOException e)
        {
            throw Error("truncate", e);
        }
    }

    public void Sync()
    {
        if (LibC.FSync(_file) != 0) throw LinuxDisk.Error("fsync", path);
    }

    public void Dispose() => _file.Dispose();

    // .NET leaves errno there.
    private DiskException Error(string operation, IOException e) => new(operation, path, e.HResult);
}
