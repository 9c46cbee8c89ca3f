using System.Text;
using LiteDB;

namespace Edge.Agent.Spool.LiteDb;

/// <summary>
/// What a damaged segment still tells. The library finds a document by header, collection page and index, and one bad page of these hides
/// hundreds; here each is found where it lies. The name of a record stands in its document, in each of its parts and in their keys.
/// </summary>
internal sealed class DamagedPages : IDisposable
{
    private const int NameLength = 64;
    private readonly Pages _pages;
    private readonly Dictionary<string, Traces> _records = new(StringComparer.Ordinal);

    public DamagedPages(Pages pages)
    {
        _pages = pages;
        foreach (var (id, page) in pages.All())
        {
            FindNames(page);
            foreach (var (slot, block) in Pages.Beginnings(page)) FindDocument(id, slot, block.Span);
        }
        foreach (var record in _records.Values.Where(r => r.Size is null)) record.Size = SizeOf(record);
    }

    /// <summary>How many documents of records were found, of those that have left as well.</summary>
    public int Documents { get; private set; }

    /// <summary>The names of all records that have not left, with their sizes; 0 where nothing but the name is left.</summary>
    public IEnumerable<(string Name, long Size)> Waiting => _records.Where(r => !r.Value.Gone).Select(r => (r.Key, r.Value.Size!.Value));

    public long? SizeOf(string name) => _records.TryGetValue(name, out var record) && !record.Gone ? record.Size : null;

    public bool HasLeft(string name) => _records.TryGetValue(name, out var record) && record.Gone;

    public byte[]? Part(string name, int index) =>
        _records.TryGetValue(name, out var record) && record.Parts.TryGetValue(index, out var at) ? Bytes(at, LiteDbFile.PartId(name, index)) : null;

    /// <summary>The record has left: it is not among those that wait any more.</summary>
    public void Leave(string name)
    {
        if (_records.TryGetValue(name, out var record)) record.Gone = true;
    }

    public void Dispose() => _pages.Dispose();

    private void FindNames(ReadOnlySpan<byte> page)
    {
        for (int end; (end = page.IndexOf(".rec"u8)) >= 0; page = page[(end + 4)..])
        {
            if (end + 4 < NameLength) continue;
            var name = Encoding.Latin1.GetString(page.Slice(end + 4 - NameLength, NameLength));
            if (RecordFileName.Parse(name, 0, []) is not null) _records.TryAdd(name, new Traces());
        }
    }

    private void FindDocument(uint page, byte slot, ReadOnlySpan<byte> start)
    {
        // Length, then the first field: a string of a known length called _id.
        const int text = 4 + 1 + 4 + 4;
        if (start.Length < text + NameLength || !start.Slice(4, 5).SequenceEqual("\u0002_id\0"u8)) return;
        var name = Encoding.Latin1.GetString(start.Slice(text, NameLength));
        if (!_records.TryGetValue(name, out var record)) return;
        if (start.Length > text + NameLength + 4 && start[text + NameLength] == '/')
        {
            if (int.TryParse(start.Slice(text + NameLength + 1, 4), out var index)) record.Parts.TryAdd(index, (page, slot));
        }
        else if (Deserialized(page, slot) is { } document && document["_id"] == name && document[LiteDbFile.Size].IsInt64)
        {
            (record.Size, record.Gone) = (LiteDbFile.SizeOf(document), LiteDbFile.IsGone(document));
            Documents++;
        }
    }

    // Where the record's own document is lost: its last part is the shorter one.
    private long SizeOf(Traces record)
    {
        if (record.Parts.Count == 0) return 0;
        var last = record.Parts.MaxBy(p => p.Key);
        return last.Key * (long)LiteDbBytes.PartBytes + (Bytes(last.Value, id: null)?.Length ?? 0);
    }

    private byte[]? Bytes((uint Page, byte Slot) at, string? id) =>
        Deserialized(at.Page, at.Slot) is { } part && (id is null || part["_id"] == id) && part[LiteDbFile.Bytes].IsBinary ? LiteDbFile.BytesOf(part) : null;

    private BsonDocument? Deserialized(uint page, byte slot)
    {
        try
        {
            return _pages.Document(page, slot) is { } bytes ? BsonSerializer.Deserialize(bytes) : null;
        }
        catch (Exception e) when (e is not IOException)
        {
            return null; // bytes that are no document may be anything
        }
    }

    private sealed class Traces
    {
        public long? Size { get; set; }

        public bool Gone { get; set; }

        public SortedList<int, (uint Page, byte Slot)> Parts { get; } = [];
    }
}
