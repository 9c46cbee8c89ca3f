using Microsoft.Win32.SafeHandles;

namespace Edge.Agent.Spool.Files;

/// <summary>A record in a file of its own.</summary>
internal sealed class FileBytes(SafeFileHandle file) : IRecordBytes
{
    public long Length => RandomAccess.GetLength(file);

    public int Read(long offset, Span<byte> output) => RandomAccess.Read(file, output, offset);

    public void Dispose() => file.Dispose();
}
