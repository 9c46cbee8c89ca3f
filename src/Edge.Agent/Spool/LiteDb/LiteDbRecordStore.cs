using Edge.Agent.Storage;
using Edge.Contracts.Records;
using LiteDB;

namespace Edge.Agent.Spool.LiteDb;

/// <summary>Queued records in one LiteDB file: a document a record, and its bytes in documents of 64 KiB.</summary>
internal sealed class LiteDbRecordStore : IRecordStore
{
    /// <summary>An empty file of this size is taken away and begun anew; the library never makes one smaller.</summary>
    private const long Outgrown = 64L << 20;

    private const int InputOutput = 5;

    private readonly Lock _gate = new();
    private readonly DataFolder _data;
    private readonly IDisk _disk;
    private readonly LiteDbFile _file;
    private SpoolEntry? _refused;

    public LiteDbRecordStore(SpoolSetup setup)
        : this(setup.Data, setup.Disk, path => new LinuxPageFile(path))
    {
    }

    internal LiteDbRecordStore(DataFolder data, IDisk disk, Func<string, IPageFile> open)
    {
        (_data, _disk) = (data, disk);
        _file = new LiteDbFile(data.LiteDbSpool, disk, open);
    }

    public string Place => _file.Path;

    public RecordListing List() => Use(() => _file.Use((records, _) =>
    {
        var (chains, entries, foreign) = (new HashSet<string>(StringComparer.Ordinal), new List<SpoolEntry>(), 0);
        foreach (var record in records.FindAll())
        {
            if (RecordFileName.Parse(record["_id"].AsString, LiteDbFile.SizeOf(record), chains) is { } entry) entries.Add(entry);
            else foreign++;
        }
        return new RecordListing(entries, foreign);
    }));

    public void Write(SpoolEntry entry, RecordManifest manifest, ReadOnlySpan<byte> sealedBytes)
    {
        var frame = new byte[entry.FileSize];
        var header = RecordFrame.Header(manifest);
        header.CopyTo(frame, 0);
        sealedBytes.CopyTo(frame.AsSpan(header.Length));
        Use(() =>
        {
            // A commit that failed may have gone through all the same: its number must not be given again before that is ruled out.
            if (_refused is { } refused) Remove([refused]);
            _refused = entry;
            Insert(RecordFileName.Of(entry), frame);
            _refused = null;
            return true;
        });
    }

    public IRecordBytes Open(SpoolEntry entry)
    {
        var name = RecordFileName.Of(entry);
        var length = Use(() => _file.Use((records, _) => records.FindById(name) is { } found ? LiteDbFile.SizeOf(found) : (long?)null));
        if (length is null) throw new FileNotFoundException($"record {name} is not in {Place}");
        return new LiteDbBytes(length.Value, index => Part(name, index));
    }

    public void MoveTo(string folder, IReadOnlyCollection<SpoolEntry> entries) => Use(() =>
    {
        var files = new FileRecordStore(folder, _data, _disk);
        var here = entries.Where(e => _file.Use((records, _) => records.FindById(RecordFileName.Of(e)) is not null)).ToList();
        foreach (var entry in here) files.Put(entry, [], Whole(RecordFileName.Of(entry), entry.FileSize));
        if (here.Count > 0) Remove(here);
        if (_file.Length >= Outgrown && _file.Use((records, _) => records.Count()) == 0) _file.Remove();
        return true;
    });

    public void Dispose()
    {
        lock (_gate)
        {
            // So that files can be chosen again: nothing is left here that only this store can read.
            if (Directory.Exists(_data.Root) && IsEmpty()) _file.Remove();
            _file.Dispose();
        }
    }

    private bool IsEmpty()
    {
        try
        {
            return File.Exists(_file.Path) && _refused is null && _file.Use((records, _) => records.Count()) == 0;
        }
        catch (Exception e) when (e is IOException or LiteException)
        {
            return false;
        }
    }

    private void Insert(string name, byte[] frame) => _file.Commit((records, parts) =>
    {
        for (var at = 0; at < frame.Length; at += LiteDbBytes.PartBytes)
            parts.Insert(LiteDbFile.Part(name, at / LiteDbBytes.PartBytes, frame[at..Math.Min(at + LiteDbBytes.PartBytes, frame.Length)]));
        records.Insert(LiteDbFile.Record(name, frame.Length));
    });

    private void Remove(IReadOnlyCollection<SpoolEntry> entries)
    {
        foreach (var entry in entries)
        {
            var name = RecordFileName.Of(entry);
            _file.Commit((records, parts) =>
            {
                records.Delete(name);
                for (var at = 0L; at < entry.FileSize; at += LiteDbBytes.PartBytes) parts.Delete(LiteDbFile.PartId(name, (int)(at / LiteDbBytes.PartBytes)));
            });
        }
    }

    // What cannot be read any more is left out: whoever reads the file finds it damaged.
    private byte[] Whole(string name, long size)
    {
        using var bytes = new LiteDbBytes(size, index => Part(name, index));
        var all = new byte[size];
        var done = 0;
        try
        {
            for (int read; done < all.Length && (read = bytes.Read(done, all.AsSpan(done))) > 0; done += read) { }
        }
        catch (IOException)
        {
        }
        return all[..done];
    }

    private byte[]? Part(string name, int index) => Use(() => _file.Use((_, parts) => LiteDbFile.BytesOf(parts.FindById(LiteDbFile.PartId(name, index)))));

    private T Use<T>(Func<T> use)
    {
        try
        {
            lock (_gate) return use();
        }
        catch (LiteException e)
        {
            throw new DiskException("use", $"{Place}, which LiteDB finds damaged ({e.Message}):", InputOutput);
        }
    }
}
