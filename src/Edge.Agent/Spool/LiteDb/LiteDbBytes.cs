
namespace Edge.Agent.Spool.LiteDb;

/// <summary>A record's bytes out of its parts, one of which is held at a time.</summary>
internal sealed class LiteDbBytes(long length, Func<int, byte[]?> part) : IRecordBytes
{
    /// <summary>With its document's other fields just under what eight pages of the library hold.</summary>
    public const int PartBytes = 65_000;

    private int _index = -1;
    private byte[] _part = [];

    public long Length => length;

    public int Read(long offset, Span<byte> output)
    {
        if (offset >= length) return 0;
        var index = (int)(offset / PartBytes);
        // What is missing ends it early: whoever reads sees that it is damaged.
        if (index != _index) (_part, _index) = (part(index) ?? [], index);
        var rest = _part.AsSpan(Math.Min((int)(offset % PartBytes), _part.Length));
        var count = Math.Min(rest.Length, output.Length);
        rest[..count].CopyTo(output);
        return count;
    }

    public void Dispose() => _part = [];
}
