using System.Text;
using Edge.Agent.Spool.Files;
using Edge.Contracts;
using Edge.Contracts.Records;
using Edge.Hosting.Linux;
using LiteDB;

namespace Edge.Agent.Spool.LiteDb;

/// <summary>
/// What a damaged segment still tells. The library finds a document by header, collection page and index, and one bad page of these hides
/// hundreds; here each is found where it lies. The name of a record stands in its document, in each of its parts and in their keys.
/// What is not found while a page cannot be read may lie there: that is said by a <see cref="DiskException"/>, never by null.
/// </summary>
internal sealed class DamagedPages : IDisposable
{
    // Where so many cannot be read, a name may be on none of the others: its document, its first part and the keys of both are never on the same page.
    private const int PagesOfAName = 4;
    private const int NameLength = 64;
    private readonly Pages _pages;
    private readonly string _path;
    private readonly Dictionary<string, Traces> _records = new(StringComparer.Ordinal);
    private readonly Queue<uint> _unread = [];

    public DamagedPages(Pages pages, string path)
    {
        (_pages, _path) = (pages, path);
        foreach (var id in pages.All)
        {
            if (!Look(id)) _unread.Enqueue(id);
        }
    }

    /// <summary>How many documents of records were found, of those that have left as well.</summary>
    public int Documents => _records.Values.Count(r => r.Size is not null);

    /// <summary>The names of all records that have not left, with their sizes; 0 where nothing but the name is left.</summary>
    public IEnumerable<(string Name, long Size)> Waiting => _records.Where(r => !r.Value.Gone).Select(r => (r.Key, SizeNow(r.Key, r.Value)));

    /// <summary>The pages that could not be read.</summary>
    public IReadOnlyCollection<uint> Unread => _unread;

    /// <summary>There may be records that are not among those found.</summary>
    public bool MayHide => _unread.Count >= PagesOfAName;

    /// <summary>There may be one among these that is newer than those found: pages are given out in their order.</summary>
    public bool MayHideNewest => MayHide && _unread.Max() > (Newest is { } newest && newest.Parts.Count > 0 ? newest.Parts.Values.Max(p => p.Page) : 0);

    /// <summary>The highest number found, of those that have left as well.</summary>
    public ulong Highest => _records.Count == 0 ? 0 : _records.Keys.Max(SequenceOf);

    /// <summary>Whether the record is known to be here and not to have left.</summary>
    public bool Has(string name) => _records.TryGetValue(name, out var record) && !record.Gone;

    public long? SizeOf(string name)
    {
        if (!_records.TryGetValue(name, out var record) || (record.Size is null && !record.Gone && _unread.Count > 0))
        {
            LookAgain();
            if (!_records.TryGetValue(name, out record)) return _unread.Count > 0 ? throw CannotRead() : null;
        }
        return record.Gone ? null : record.Size ?? SizeOf(name, record);
    }

    public bool HasLeft(string name) => _records.TryGetValue(name, out var record) && record.Gone;

    public byte[]? Part(string name, int index)
    {
        if (!_records.TryGetValue(name, out var record)) return _unread.Count > 0 ? throw CannotRead() : null;
        if (!record.Parts.ContainsKey(index)) LookAgain();
        if (record.Parts.TryGetValue(index, out var at)) return Bytes(at, LiteDbFile.PartId(name, index));
        return _unread.Count > 0 ? throw CannotRead() : null;
    }

    /// <summary>The record has left: it is not among those that wait any more.</summary>
    public void Leave(string name)
    {
        if (_records.TryGetValue(name, out var record)) record.Gone = true;
        else if (RecordFileName.Parse(name, 0, []) is not null) _records[name] = new Traces { Gone = true };
    }

    public DiskException CannotRead() => new(DiskException.Reading, $"page {_unread.Peek()} of {_path}", LibC.InputOutput);

    public void Dispose() => _pages.Dispose();

    // Until one still cannot be read: a bad sector costs seconds each time.
    private void LookAgain()
    {
        while (_unread.TryDequeue(out var id))
        {
            if (Look(id)) continue;
            _unread.Enqueue(id);
            return;
        }
    }

    private bool Look(uint id)
    {
        try
        {
            if (_pages.Read(id) is not { } page) return true;
            FindNames(page);
            foreach (var (slot, block) in Pages.Beginnings(page)) FindDocument(id, slot, block.Span);
            return true;
        }
        catch (DiskException e) when (e.IsUnread)
        {
            return false;
        }
    }

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
            (record.Size, record.Gone) = (LiteDbFile.SizeOf(document), record.Gone || LiteDbFile.IsGone(document));
        }
    }

    private Traces? Newest => _records.Count == 0 ? null : _records.MaxBy(r => SequenceOf(r.Key)).Value;

    private long SizeNow(string name, Traces record)
    {
        try
        {
            return record.Size ?? SizeOf(name, record);
        }
        catch (DiskException e) when (e.IsUnread)
        {
            return 0;
        }
    }

    // Where the record's own document is lost: its last part is the shorter one. Where the last part may be on a page that cannot be read, its manifest tells.
    private long SizeOf(string name, Traces record)
    {
        if (_unread.Count > 0 && (record.Parts.TryGetValue(0, out var first) ? Bytes(first, LiteDbFile.PartId(name, 0)) : throw CannotRead()) is { } frame && SizeOf(frame) is { } size) return size;
        if (record.Parts.Count == 0) return 0;
        var last = record.Parts.MaxBy(p => p.Key);
        return last.Key * (long)LiteDbBytes.PartBytes + (Bytes(last.Value, id: null)?.Length ?? 0);
    }

    private static long? SizeOf(byte[] frame)
    {
        try
        {
            var manifest = RecordFrame.ReadManifest(frame);
            return RecordFrame.HeaderLength(manifest) + (long)manifest.Fields.SealedSize;
        }
        catch (MalformedException)
        {
            return null;
        }
    }

    private static ulong SequenceOf(string name) => RecordFileName.Parse(name, 0, [])!.Sequence;

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
