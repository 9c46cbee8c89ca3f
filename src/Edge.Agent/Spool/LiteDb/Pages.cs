using System.Buffers.Binary;
using Edge.Hosting.Linux;

namespace Edge.Agent.Spool.LiteDb;

/// <summary>The pages of a segment as they lie on the disk, with what its log confirms in their place. Reads only.</summary>
/// <remarks>All throw <see cref="DiskException"/>: a page that cannot be read is not one that is not there.</remarks>
internal sealed class Pages : IDisposable
{
    private const int TypeAt = 4;
    private const int Data = 4;
    private const int HighestSlotAt = 30;
    private const int BlockHead = 6; // is it a continuation, page and slot of the next
    private const int MostBlocks = 32;

    private readonly IPageFile _data;
    private readonly IPageFile? _log;
    private readonly Dictionary<uint, long> _confirmed = [];

    public Pages(IPageFile data, IPageFile? log)
    {
        (_data, _log) = (data, log);
        ReadLog();
    }

    /// <summary>The numbers of all pages, data pages or not.</summary>
    public IEnumerable<uint> All =>
        Enumerable.Range(0, (int)((_data.Length + PageStream.PageSize - 1) / PageStream.PageSize)).Select(i => (uint)i).Union(_confirmed.Keys);

    /// <summary>A page; null where there is none, or half a one.</summary>
    public byte[]? Read(uint id)
    {
        var page = new byte[PageStream.PageSize];
        var (file, at) = _confirmed.TryGetValue(id, out var inLog) ? (_log!, inLog) : (_data, (long)id * PageStream.PageSize);
        return file.Read(at, page) == page.Length ? page : null;
    }

    /// <summary>The documents that begin on a page: their slots with the bytes of their first blocks.</summary>
    public static IEnumerable<(byte Slot, ReadOnlyMemory<byte> Block)> Beginnings(byte[] page)
    {
        if (page[TypeAt] != Data || page[HighestSlotAt] == byte.MaxValue) yield break;
        for (var slot = 0; slot <= page[HighestSlotAt]; slot++)
        {
            if (Block(page, (byte)slot) is { Length: > BlockHead } block && block.Span[0] == 0) yield return ((byte)slot, block[BlockHead..]);
        }
    }

    /// <summary>A whole document's bytes; null where they are not there.</summary>
    public byte[]? Document(uint page, byte slot)
    {
        using var whole = new MemoryStream();
        for (var blocks = 0; page != uint.MaxValue && blocks < MostBlocks; blocks++)
        {
            if (Read(page) is not { } bytes || bytes[TypeAt] != Data || Block(bytes, slot) is not { Length: > BlockHead } block) return null;
            whole.Write(block[BlockHead..].Span);
            (page, slot) = (BinaryPrimitives.ReadUInt32LittleEndian(block.Span[1..]), block.Span[5]);
        }
        return whole.Length >= 5 && BinaryPrimitives.ReadInt32LittleEndian(whole.GetBuffer()) == whole.Length ? whole.ToArray() : null;
    }

    public void Dispose()
    {
        _data.Dispose();
        _log?.Dispose();
    }

    private void ReadLog()
    {
        var (page, open) = (new byte[PageStream.PageSize], new Dictionary<uint, List<(uint Id, long At)>>());
        for (long at = 0; _log is not null && at + page.Length <= _log.Length && _log.Read(at, page) == page.Length; at += page.Length)
        {
            var transaction = BinaryPrimitives.ReadUInt32LittleEndian(page.AsSpan(HeaderPage.TransactionId));
            if (!open.TryGetValue(transaction, out var pages)) open[transaction] = pages = [];
            pages.Add((BinaryPrimitives.ReadUInt32LittleEndian(page), at));
            if (page[LogStream.ConfirmedAt] == 0) continue;
            foreach (var (id, place) in pages) _confirmed[id] = place;
            open.Remove(transaction);
        }
    }

    private static ReadOnlyMemory<byte> Block(byte[] page, byte slot)
    {
        var entry = PageStream.PageSize - (slot + 1) * 4;
        var (length, position) = (BinaryPrimitives.ReadUInt16LittleEndian(page.AsSpan(entry)), BinaryPrimitives.ReadUInt16LittleEndian(page.AsSpan(entry + 2)));
        return position >= 32 && position + length <= entry ? page.AsMemory(position, length) : default;
    }
}
