using Edge.Hosting.Linux;

namespace Edge.Agent.Spool.LiteDb;

/// <summary>One of LiteDB's files, with every change one by one, so that tests can record, cut and fail each of them.</summary>
/// <remarks>All throw <see cref="DiskException"/>.</remarks>
internal interface IPageFile : IDisposable
{
    long Length { get; }

    int Read(long offset, Span<byte> output);

    void Write(long offset, ReadOnlySpan<byte> bytes);

    void SetLength(long length);

    /// <summary>Makes all of it durable.</summary>
    void Sync();
}
