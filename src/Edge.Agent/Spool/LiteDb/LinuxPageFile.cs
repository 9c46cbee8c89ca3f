using Edge.Hosting.Linux;
using Microsoft.Win32.SafeHandles;

namespace Edge.Agent.Spool.LiteDb;

internal sealed class LinuxPageFile(string path) : IPageFile
{
    private readonly SafeFileHandle _file = Open(path);

    public long Length => RandomAccess.GetLength(_file);

    public int Read(long offset, Span<byte> output)
    {
        try
        {
            return RandomAccess.Read(_file, output, offset);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
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
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
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
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Error("truncate", e);
        }
    }

    public void Sync()
    {
        if (LibC.FSync(_file) != 0) throw LinuxDisk.Error("fsync", path);
    }

    public void Dispose() => _file.Dispose();

    private static SafeFileHandle Open(string path)
    {
        try
        {
            return File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Failure("open", path, e);
        }
    }

    private DiskException Error(string operation, Exception e) => Failure(operation, path, e);

    // .NET leaves errno there; what was not permitted has it within.
    private static DiskException Failure(string operation, string path, Exception e) => new(operation, path, e is IOException ? e.HResult : e.InnerException?.HResult ?? LibC.NoAccess);
}
