using Edge.Hosting.Linux;
using Microsoft.Win32.SafeHandles;

namespace Edge.Agent.Spool.LiteDb;

internal sealed class LinuxPageFile(string path) : IPageFile
{
    public const string Opening = "open";

    private readonly SafeFileHandle _file = Open(path);

    public long Length
    {
        get
        {
            try
            {
                return RandomAccess.GetLength(_file);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw DiskException.From("measure", path, e);
            }
        }
    }

    public int Read(long offset, Span<byte> output)
    {
        try
        {
            return RandomAccess.Read(_file, output, offset);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw DiskException.From(DiskException.Reading, path, e);
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
            throw DiskException.From("write", path, e);
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
            throw DiskException.From("truncate", path, e);
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
            throw DiskException.From(Opening, path, e);
        }
    }
}
