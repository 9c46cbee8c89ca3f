using System.Text;
using Edge.Agent.Spool.Files;
using Edge.Hosting.Linux;
using LiteDB;

namespace Edge.Agent.Spool.LiteDb;

/// <summary>
/// A part of the queue in a LiteDB file of its own: a document a record, and its bytes in documents of 65 kB. Where the file turns out damaged
/// it is never written again: what waits in it is read page by page, and what leaves is written down beside it. Where it cannot be read it is
/// taken for damaged until the next start.
/// </summary>
internal sealed class Segment(SegmentFolder folder, long number, bool isNew = false) : IDisposable
{
    public const long HasLeft = -1;

    private readonly Lock _gate = new();
    private readonly LiteDbFile _file = new(folder.PathOf(number), folder.Disk, folder.Open);
    private DamagedPages? _pages;
    private uint? _unread;
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

    /// <summary>It could not be read so far that all records in it are known.</summary>
    public bool MayHide { get; private set; } = !isNew;

    /// <summary>One of these may be newer than all that are known here.</summary>
    public bool MayHideNewest { get; private set; } = !isNew;

    /// <summary>The highest number that is known here, of those that have left as well.</summary>
    public ulong Highest { get; private set; }

    /// <summary>Nothing waits here, which is known.</summary>
    public bool IsDrained => Waiting == 0 && !MayHide;

    public bool IsDamaged { get; private set; } = folder.MarksOf(number).Count > 0;

    /// <summary>All that waits here. Where nothing tells how many there must be, every page is looked at.</summary>
    public RecordListing List(HashSet<string> chains) => With(() => Listed(chains), pages => Listed(pages, chains));

    /// <summary>The same again, where a page that could not be read then can be read now; otherwise nothing.</summary>
    public RecordListing ListAgain(HashSet<string> chains)
    {
        lock (_gate)
        {
            if (!MayHide || _retired || !IsReadableAgain()) return RecordListing.Empty;
            Close();
            return List(chains);
        }
    }

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
            return pages.Has(name) || (pages.Unread.Count > 0 && !pages.HasLeft(name) ? throw pages.CannotRead() : false);
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
            var added = 0;
            try
            {
                _file.Commit((records, parts) =>
                {
                    foreach (var (entry, frame) in batch) added += Put(records, parts, RecordFileName.Of(entry), frame) ? 1 : 0;
                });
            }
            catch (DamagedFileException e)
            {
                Mark(e);
                throw;
            }
            foreach (var (entry, _) in batch) Count(entry);
            _documents += added;
        }
    }

    /// <summary>Durably takes records off; those that are not here are passed over.</summary>
    public void Leave(IReadOnlyCollection<SpoolEntry> entries)
    {
        var names = entries.Select(RecordFileName.Of).ToList();
        lock (_gate)
        {
            // Read before the wait for the lock, it would undo what is added meanwhile, and a segment that seems drained is deleted.
            var gone = With(() => Left(names), pages => Left(names, pages));
            Waiting -= gone;
        }
    }

    /// <summary>Rules out that a record whose commit failed comes back.</summary>
    public void Withdraw(SpoolEntry entry) => With(() => Deleted(RecordFileName.Of(entry), entry.FileSize), pages => Gone([RecordFileName.Of(entry)], pages));

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
            using var pages = folder.DamagedPages(number);
            var there = Math.Max(finished, pages.Documents);
            if (documents < there) throw new DamagedFileException(Path, null, $"it lists {documents} of its {there} records");
        }
        _documents = documents;
        (MayHide, MayHideNewest) = (false, false);
        return Listing(waiting, chains);
    }

    private RecordListing Listed(DamagedPages pages, HashSet<string> chains)
    {
        var listing = Listing(pages.Waiting, chains);
        (MayHide, MayHideNewest, Highest) = (pages.MayHide, pages.MayHideNewest, pages.Highest);
        _unread = pages.MayHide ? pages.Unread.ElementAt(Random.Shared.Next(pages.Unread.Count)) : null;
        return listing;
    }

    private RecordListing Listing(IEnumerable<(string Name, long Size)> waiting, HashSet<string> chains)
    {
        var (entries, foreign) = (new List<SpoolEntry>(), 0);
        foreach (var (name, size) in waiting)
        {
            if (RecordFileName.Parse(name, size, chains) is { } entry) entries.Add(entry);
            else foreign++;
        }
        // At once: somebody may be looking for a record.
        if (entries.Count > 0) Numbers = (entries.Min(e => e.Sequence), entries.Max(e => e.Sequence));
        (Waiting, Highest) = (entries.Count, Math.Max(Highest, Numbers.Last));
        return new RecordListing(entries, foreign);
    }

    private void Count(SpoolEntry entry)
    {
        Numbers = (Math.Min(Numbers.First, entry.Sequence), Math.Max(Numbers.Last, entry.Sequence));
        Highest = Math.Max(Highest, entry.Sequence);
        Waiting++;
    }

    // One that left may come back, out of quarantine.
    private static bool Put(ILiteCollection<BsonDocument> records, ILiteCollection<BsonDocument> parts, string name, byte[] frame)
    {
        for (var at = 0; at < frame.Length; at += LiteDbBytes.PartBytes)
            parts.Upsert(LiteDbFile.Part(name, at / LiteDbBytes.PartBytes, frame[at..Math.Min(at + LiteDbBytes.PartBytes, frame.Length)]));
        return records.Upsert(LiteDbFile.Record(name, frame.Length));
    }

    // One page at a time, since a bad sector costs seconds.
    private bool IsReadableAgain()
    {
        if (_unread is not { } id) return true;
        using var pages = folder.Pages(number);
        try
        {
            return pages.Read(id) is not null;
        }
        catch (DiskException e) when (e.IsUnread)
        {
            return false;
        }
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
        var here = names.Where(pages.Has).ToList();
        return here.Count == 0 ? 0 : Gone(here, pages);
    }

    private int Gone(List<string> names, DamagedPages pages)
    {
        folder.Mark(number, Encoding.ASCII.GetBytes(string.Concat(names.Select(n => n + "\n"))));
        foreach (var name in names) pages.Leave(name);
        return names.Count;
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
        if (e.ProvesNothing) folder.NotNow(number, e);
        else folder.Doubt(number, e);
    }
}
