using Edge.Hosting.Linux;

namespace Edge.Agent.Spool.LiteDb;

/// <summary>What LiteDB is given in place of its own file streams: its flush reaches the disk, and the first failure is remembered, since the library does not always tell it.</summary>
internal class PageStream(IPageFile file) : Stream
{
    public const int PageSize = 8192;

    private long _position;

    public DiskException? Fault { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => true;

    public override long Length => file.Length;

    public override long Position
    {
        get => _position;
        set => _position = value;
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = 0;
        Try(() => read = file.Read(_position, buffer.AsSpan(offset, count)));
        _position += read;
        return read;
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        Try(() => Put(file, _position, buffer.AsSpan(offset, count)));
        _position += count;
    }

    public override void SetLength(long value) => Try(() => Cut(file, value));

    public override void Flush() => Try(file.Sync);

    public override long Seek(long offset, SeekOrigin origin) => _position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => _position + offset,
        _ => Length + offset,
    };

    protected virtual void Put(IPageFile to, long offset, ReadOnlySpan<byte> page) => to.Write(offset, page);

    protected virtual void Cut(IPageFile to, long length) => to.SetLength(length);

    private void Try(Action action)
    {
        try
        {
            action();
        }
        catch (DiskException e)
        {
            Fault ??= e;
            throw;
        }
    }
}
