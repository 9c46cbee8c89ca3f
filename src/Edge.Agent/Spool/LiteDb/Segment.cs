using System.Text;
using Edge.Hosting.Linux;
using LiteDB;

namespace Edge.Agent.Spool.LiteDb;

/// <summary>
/// A part of the queue in a LiteDB file of its own: a document a record, and its bytes in documents of 65 kB. Where the file turns out damaged
/// it is never written again: what waits in it is read page by page, and what leaves is written down beside it.
/// </summary>
internal sealed class Segment(SegmentFolder folder, long number) : IDisposable
{
    public const long HasLeft = -1;

    private readonly Lock _gate = new();
    private readonly LiteDbFile _file = new(folder.PathOf(number), folder.Disk, folder.Open);
    private DamagedPages? _pages;
    private int _documents;
    private bool _finished;
    private bool _retired;

    public long Number => number;

    public string Path => _file.Path;

    public long Length => _file.Length;

    /// <summary>No record outside of these numbers is here.</summary>
    public (ulong First, ulong Last) Numbers { get; private set; } = (ulong.MaxValue, 0);

    /// <summary>How many records wait here.</summary>
    public int Waiting { get; private set; }

    public bool IsDamaged { get; private set; } = folder.MarksOf(number).Count > 0;

    /// <summary>All that waits here. Where nothing tells how many there must be, every page is looked at.</summary>
    public RecordListing List(HashSet<string> chains) => With(() => Listed(chains), pages => Listing(pages.Waiting, chains));

    /// <summary>How long a record is here; null where it is not found, <see cref="HasLeft"/> where it was here.</summary>
    public long? SizeOf(string name) => With(
        () => _file.Use((records, _) => records.FindById(name) is { } found ? LiteDbFile.IsGone(found) ? HasLeft : LiteDbFile.SizeOf(found) : (long?)null),
        pages => pages.SizeOf(name) ?? (pages.HasLeft(name) ? HasLeft : null));

    /// <summary>Whether its pages speak of a record that LiteDB does not find.</summary>
    public bool Hides(string name)
    {
        lock (_gate)
        {
            if (IsDamaged || _retired) return false;
            _file.Close();
            using var pages = folder.DamagedPages(number);
            return pages.SizeOf(name) is not null;
        }
    }

    public byte[]? Part(string name, int index) => With(
        () => _file.Use((_, parts) => LiteDbFile.BytesOf(parts.FindById(LiteDbFile.PartId(name, index)))),
        pages => pages.Part(name, index));

    /// <summary>Something that must be here was not found: from now on only its pages are believed.</summary>
    public void Doubt(string found)
    {
        lock (_gate)
        {
            if (!IsDamaged && !_retired) Mark(new DamagedFileException(Path, null, found));
        }
    }

    /// <exception cref="DiskException">Nothing was added.</exception>
    /// <exception cref="DamagedFileException">Nothing was added, and nothing can be any more.</exception>
    public void Add(IReadOnlyList<(SpoolEntry Entry, byte[] Frame)> batch)
    {
        lock (_gate)
        {
            folder.Used(this);
            try
            {
                _file.Commit((records, parts) =>
                {
                    foreach (var (entry, frame) in batch) Insert(records, parts, RecordFileName.Of(entry), frame);
                });
            }
            catch (DamagedFileException e)
            {
                Mark(e);
                throw;
            }
            foreach (var (entry, _) in batch) Count(entry);
            _documents += batch.Count;
        }
    }

    /// <summary>Durably takes records off; those that are not here are passed over.</summary>
    public void Leave(IReadOnlyCollection<SpoolEntry> entries)
    {
        var names = entries.Select(RecordFileName.Of).ToList();
        Waiting -= With(() => Left(names), pages => Left(names, pages));
    }

    /// <summary>Rules out that a record whose commit failed comes back.</summary>
    public void Withdraw(SpoolEntry entry) => With(() => Deleted(RecordFileName.Of(entry), entry.FileSize), pages => Left([RecordFileName.Of(entry)], pages));

    /// <summary>No more comes into it: how many there are is written down, so that a start need not look at every page.</summary>
    public void Finish()
    {
        lock (_gate)
        {
            if (IsDamaged || _finished) return;
            try
            {
                _file.Finish(_documents);
                _finished = true;
            }
            catch (DamagedFileException e)
            {
                Mark(e);
            }
        }
    }

    /// <summary>Nothing waits here: the file goes, or is set aside where it was damaged.</summary>
    public void Retire()
    {
        lock (_gate)
        {
            Close();
            _retired = true;
            if (IsDamaged) folder.SetAside(number);
            else _file.Remove();
        }
    }

    /// <summary>Gives back memory and files until it is used again; false where somebody uses it now.</summary>
    public bool TryClose()
    {
        if (!_gate.TryEnter()) return false;
        try
        {
            Close();
            return true;
        }
        finally
        {
            _gate.Exit();
        }
    }

    public void Dispose()
    {
        lock (_gate) Close();
    }

    private void Close()
    {
        _file.Close();
        _pages?.Dispose();
        _pages = null;
    }

    private RecordListing Listed(HashSet<string> chains)
    {
        var (documents, waiting) = (0, new List<(string, long)>());
        _file.Use((records, _) =>
        {
            foreach (var record in records.FindAll())
            {
                documents++;
                if (!LiteDbFile.IsGone(record)) waiting.Add((record["_id"].AsString, LiteDbFile.SizeOf(record)));
            }
            return true;
        });
        var finished = _file.Finished;
        _finished = finished > 0;
        if (!_finished || documents != finished)
        {
            _file.Close();
            using var pages = new DamagedPages(folder.Pages(number));
            var there = Math.Max(finished, pages.Documents);
            if (documents < there) throw new DamagedFileException(Path, null, $"it lists {documents} of its {there} records");
        }
        _documents = documents;
        return Listing(waiting, chains);
    }

    private RecordListing Listing(IEnumerable<(string Name, long Size)> waiting, HashSet<string> chains)
    {
        var (entries, foreign) = (new List<SpoolEntry>(), 0);
        (Numbers, Waiting) = ((ulong.MaxValue, 0), 0);
        foreach (var (name, size) in waiting)
        {
            if (RecordFileName.Parse(name, size, chains) is { } entry)
            {
                entries.Add(entry);
                Count(entry);
            }
            else
            {
                foreign++;
            }
        }
        return new RecordListing(entries, foreign);
    }

    private void Count(SpoolEntry entry)
    {
        Numbers = (Math.Min(Numbers.First, entry.Sequence), Math.Max(Numbers.Last, entry.Sequence));
        Waiting++;
    }

    private static void Insert(ILiteCollection<BsonDocument> records, ILiteCollection<BsonDocument> parts, string name, byte[] frame)
    {
        for (var at = 0; at < frame.Length; at += LiteDbBytes.PartBytes)
            parts.Insert(LiteDbFile.Part(name, at / LiteDbBytes.PartBytes, frame[at..Math.Min(at + LiteDbBytes.PartBytes, frame.Length)]));
        records.Insert(LiteDbFile.Record(name, frame.Length));
    }

    // Their bytes stay until the whole file goes: nothing in it is written twice.
    private int Left(List<string> names)
    {
        var here = _file.Use((records, _) => names.Select(n => records.FindById(n)).Where(r => r is not null && !LiteDbFile.IsGone(r)).ToList());
        if (here.Count == 0) return 0;
        _file.Commit((records, _) =>
        {
            foreach (var record in here) records.Update(LiteDbFile.Record(record["_id"].AsString, LiteDbFile.SizeOf(record), gone: true));
        });
        return here.Count;
    }

    private int Left(List<string> names, DamagedPages pages)
    {
        var here = names.Where(n => pages.SizeOf(n) is not null).ToList();
        if (here.Count == 0) return 0;
        folder.Mark(number, Encoding.ASCII.GetBytes(string.Concat(here.Select(n => n + "\n"))));
        foreach (var name in here) pages.Leave(name);
        return here.Count;
    }

    private int Deleted(string name, long size)
    {
        if (!_file.Use((records, _) => records.FindById(name) is not null)) return 0;
        _file.Commit((records, parts) =>
        {
            records.Delete(name);
            for (var index = 0; index * (long)LiteDbBytes.PartBytes < size; index++) parts.Delete(LiteDbFile.PartId(name, index));
        });
        return 1;
    }

    private T With<T>(Func<T> whole, Func<DamagedPages, T> damaged)
    {
        lock (_gate)
        {
            if (_retired) throw new FileNotFoundException($"{Path} is gone: all in it was released");
            folder.Used(this);
            if (!IsDamaged)
            {
                try
                {
                    return whole();
                }
                catch (DamagedFileException e)
                {
                    Mark(e);
                }
            }
            return damaged(_pages ??= folder.DamagedPages(number));
        }
    }

    private void Mark(DamagedFileException e)
    {
        Close();
        IsDamaged = true;
        folder.Doubt(number, e);
    }
}
