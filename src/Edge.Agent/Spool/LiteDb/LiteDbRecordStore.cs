using Edge.Agent.Spool.Files;
using Edge.Agent.Storage;
using Edge.Contracts.Records;
using Edge.Hosting.Linux;

namespace Edge.Agent.Spool.LiteDb;

/// <summary>Queued records in segments of at most 64 MiB or a day, each a LiteDB file that goes when all in it are released.</summary>
internal sealed partial class LiteDbRecordStore : IRecordStore
{
    public const long SegmentBytes = 64L << 20;

    private static readonly TimeSpan SegmentAge = TimeSpan.FromDays(1);
    private const long BatchBytes = 4L << 20;
    // A drained segment of so much goes at once; a smaller one is worth more as the place of the next records.
    private const long WorthItsRoom = 4L << 20;
    private readonly Lock _writing = new();
    private readonly DataFolder _data;
    private readonly IDisk _disk;
    private readonly TimeProvider _time;
    private readonly SegmentFolder _folder;
    private readonly long _limit;
    private readonly long _started;
    private readonly ILogger logger;
    // Replaced, never changed: readers do not wait for writers.
    private Segment[] _segments = [];
    private Segment? _current;
    private TimeSpan _currentSince;
    private SpoolEntry? _refused;
    private List<Segment> _tried = [];

    public LiteDbRecordStore(SpoolSetup setup)
        : this(setup, path => new LinuxPageFile(path))
    {
    }

    internal LiteDbRecordStore(SpoolSetup setup, Func<string, IPageFile> open, long limit = SegmentBytes)
    {
        (_data, _disk, _time, _limit) = (setup.Data, setup.Disk, setup.Time, limit);
        _folder = new SegmentFolder(setup.Data, setup.Disk, open, setup.Logger);
        logger = setup.Logger;
        _started = _time.GetTimestamp();
        _segments = [.. _folder.Numbers().Select(n => new Segment(_folder, n))];
    }

    public string Place => _folder.Path;

    public RecordListing List()
    {
        var (chains, entries, foreign) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<SpoolEntry>(), 0);
        lock (_writing)
        {
            foreach (var segment in _segments)
            {
                var listing = Listed(segment, chains);
                entries.UnionWith(listing.Entries);
                foreign += listing.Foreign;
                TidyUp(segment);
                segment.TryClose();
                _folder.Cache.GiveBack();
            }
            CheckNewest();
            if (_current is null && _segments.LastOrDefault() is { IsDamaged: false } last) (_current, _currentSince) = (last, Now);
        }
        return new RecordListing([.. entries], foreign);
    }

    public RecordListing ListAgain()
    {
        var (chains, entries) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<SpoolEntry>());
        lock (_writing)
        {
            foreach (var segment in _segments)
            {
                try
                {
                    entries.UnionWith(segment.ListAgain(chains).Entries);
                }
                catch (DiskException)
                {
                    // It is tried again.
                }
            }
        }
        return new RecordListing([.. entries], 0);
    }

    public void Write(SpoolEntry entry, RecordManifest manifest, ReadOnlySpan<byte> sealedBytes)
    {
        var frame = new byte[entry.FileSize];
        var header = RecordFrame.Header(manifest);
        header.CopyTo(frame, 0);
        sealedBytes.CopyTo(frame.AsSpan(header.Length));
        lock (_writing)
        {
            // A commit that failed may have gone through all the same: its number must not be given again before that is ruled out.
            if (_refused is { } refused) foreach (var segment in _tried) segment.Withdraw(refused);
            (_refused, _tried) = (entry, []);
            Append([(entry, frame)]);
            _refused = null;
        }
    }

    public IRecordBytes Open(SpoolEntry entry)
    {
        var name = RecordFileName.Of(entry);
        var (segment, size) = Find(entry) ?? throw new FileNotFoundException($"record {name} is not in {Place}");
        return Open(segment, name, size);
    }

    public void MoveTo(string folder, IReadOnlyCollection<SpoolEntry> entries)
    {
        var files = new FileRecordStore(folder, _data, _disk);
        foreach (var (segment, found) in BySegment(entries))
        {
            foreach (var (entry, size) in found) Copy(entry, segment, size, files, folder);
            Leave(segment, [.. found.Select(f => f.Entry)]);
        }
    }

    public bool MovesByCopying => true;

    public void Remove(IReadOnlyCollection<SpoolEntry> entries)
    {
        foreach (var (segment, found) in BySegment(entries)) Leave(segment, [.. found.Select(f => f.Entry)]);
    }

    /// <summary>Takes over records from another store, each once: durable on return. One without a frame stays where it is.</summary>
    public void Take(IEnumerable<(SpoolEntry Entry, Func<byte[]?> Frame)> records, Action<IReadOnlyList<SpoolEntry>> taken)
    {
        lock (_writing)
        {
            var (batch, bytes) = (new List<(SpoolEntry, byte[])>(), 0L);
            var done = new List<SpoolEntry>();
            foreach (var (entry, frame) in records)
            {
                var here = Find(entry) is { } found && found.Size == entry.FileSize;
                var read = here ? null : frame();
                if (here || read is not null) done.Add(entry);
                if (read is null) continue;
                batch.Add((entry, read));
                if ((bytes += read.Length) >= BatchBytes) Flush();
            }
            Flush();

            void Flush()
            {
                if (batch.Count > 0) Append(batch);
                if (done.Count > 0) taken(done);
                (batch, bytes, done) = ([], 0, []);
            }
        }
    }

    /// <summary>Takes away every segment in which nothing waits.</summary>
    public void RetireAll()
    {
        lock (_writing)
        {
            foreach (var segment in _segments.Where(s => s.IsDrained)) Retire(segment);
        }
    }

    public void Dispose()
    {
        foreach (var segment in _segments) segment.Dispose();
    }

    private TimeSpan Now => _time.GetElapsedTime(_started);

    private void Append(IReadOnlyList<(SpoolEntry Entry, byte[] Frame)> batch)
    {
        try
        {
            AppendOnce(batch);
        }
        catch (DamagedFileException)
        {
            AppendOnce(batch);
        }
    }

    private void AppendOnce(IReadOnlyList<(SpoolEntry Entry, byte[] Frame)> batch)
    {
        var segment = Current(batch.Sum(b => (long)b.Frame.Length));
        _tried.Add(segment);
        segment.Add(batch);
    }

    // A page more for every document there may be.
    private Segment Current(long bytes)
    {
        if (_current is { IsDamaged: false } current && current.Length + bytes + (bytes / 16) + (16 * PageStream.PageSize) <= _limit && Now - _currentSince < SegmentAge) return current;
        if (_current is { } last)
        {
            last.Finish();
            if (last.IsDrained) Retire(last);
        }
        var segment = new Segment(_folder, _folder.Next(_segments.Select(s => s.Number)), isNew: true);
        _segments = [.. _segments, segment];
        (_current, _currentSince) = (segment, Now);
        return segment;
    }

    private (Segment Segment, long Size)? Find(SpoolEntry entry)
    {
        var name = RecordFileName.Of(entry);
        var likely = Volatile.Read(ref _segments).Where(s => s.Numbers.First <= entry.Sequence && entry.Sequence <= s.Numbers.Last).Reverse().ToList();
        DiskException? unread = null;
        foreach (var segment in likely)
        {
            try
            {
                if (segment.SizeOf(name) is not { } size) continue;
                if (size != Segment.HasLeft) return (segment, size);
                if (unread is null) return null;
                break;
            }
            catch (DiskException e)
            {
                unread = e; // another may have it
            }
        }
        if (unread is not null) throw unread;
        // It ought to be there: LiteDB does not find what a bad page hides, the pages may.
        foreach (var segment in likely.Where(s => s.Hides(name)))
        {
            segment.Doubt($"it does not find {name}, of which it has pages");
            if (segment.SizeOf(name) is { } size and not Segment.HasLeft) return (segment, size);
        }
        return null;
    }

    // Those that are here, each with its length.
    private IEnumerable<(Segment Segment, List<(SpoolEntry Entry, long Size)> Found)> BySegment(IEnumerable<SpoolEntry> entries) => entries
        .Select(e => (Entry: e, At: Find(e))).Where(f => f.At is not null)
        .GroupBy(f => f.At!.Value.Segment, f => (f.Entry, f.At!.Value.Size), (segment, found) => (segment, found.ToList()));

    private static LiteDbBytes Open(Segment segment, string name, long size) => new(size, index => Part(segment, name, index));

    private static byte[]? Part(Segment segment, string name, int index)
    {
        if (segment.Part(name, index) is { } part) return part;
        segment.Doubt($"it does not find part {index} of {name}");
        return segment.Part(name, index);
    }

    private void Leave(Segment segment, IReadOnlyCollection<SpoolEntry> entries)
    {
        segment.Leave(entries);
        lock (_writing)
        {
            // On a full disk nothing is written that would begin the next segment, and the room is needed.
            if (segment.IsDrained && (segment != _current || segment.Length >= WorthItsRoom)) Retire(segment);
        }
    }

    // What is there already is never replaced by less: a damaged segment may have forgotten that this one left it.
    // What cannot be read any more is left out: whoever reads the file finds it damaged.
    private void Copy(SpoolEntry entry, Segment segment, long size, FileRecordStore files, string folder)
    {
        var name = RecordFileName.Of(entry);
        using var record = Open(segment, name, size);
        var (bytes, there) = (RecordFile.ReadAll(record), new FileInfo(Path.Combine(folder, name)));
        if (there.Exists && there.Length >= bytes.Length) _disk.SyncFolder(folder);
        else files.Put(entry, [], bytes);
    }

    private RecordListing Listed(Segment segment, HashSet<string> chains)
    {
        try
        {
            return segment.List(chains);
        }
        catch (DiskException e) when (e.IsPassing || e.Operation == LinuxPageFile.Opening)
        {
            LogUnlisted(segment.Path, e.Message);
            return RecordListing.Empty;
        }
    }

    // A hidden record of a segment has a lower number than one that came after it; where none did, its number would be given again.
    private void CheckNewest()
    {
        ulong later = 0;
        foreach (var segment in _segments.Reverse())
        {
            if (segment.MayHideNewest && segment.Highest >= later)
                throw ReadFault.StartAgain($"{segment.Path} cannot be read now, and the newest records may be in it");
            later = Math.Max(later, segment.Highest);
        }
    }

    // A disk without room, or a process without descriptors, keeps what a start would tidy up, and takes no harm from it.
    private void TidyUp(Segment segment)
    {
        try
        {
            if (segment.IsDrained) Retire(segment);
            else if (segment != _segments[^1] && !segment.MayHide) segment.Finish();
        }
        catch (DiskException e) when (e.IsFull || e.IsPassing)
        {
        }
    }

    private void Retire(Segment segment)
    {
        try
        {
            segment.Retire();
        }
        finally
        {
            // Also where it did not go: nobody waits in it, and the next start tries again.
            _segments = [.. _segments.Where(s => s != segment)];
            // What was refused there cannot come back any more.
            _tried.Remove(segment);
            if (_current == segment) _current = null;
        }
    }

    [LoggerMessage(LogLevel.Error, "{Path} cannot be read now: {Reason}; nothing was done to it, and the records in it are listed once it can be read")]
    private partial void LogUnlisted(string path, string reason);
}
