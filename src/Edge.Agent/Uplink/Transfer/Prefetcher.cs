using Edge.Agent.Spool;

namespace Edge.Agent.Uplink.Transfer;

/// <summary>Keeps the scheduler filled with the most urgent records of the spool, each checked and open for reading.</summary>
internal sealed partial class Prefetcher(IRecordSpool spool, IRecordIndex index, TransferScheduler scheduler, HeldRecords held, int size, ILogger logger) : IDisposable
{
    private static readonly TimeSpan UnreadableFor = TimeSpan.FromMinutes(1);

    // Of small records more than the given number are looked ahead to: together they have to outlast an answer.
    private const long EnoughBytes = 256 * 1024;
    private const int SmallTimes = 4;

    private readonly Dictionary<Guid, ISpooledRecord> _open = [];

    // Records the hub was told of that wait for their time: they are offered by their ids first.
    private readonly HashSet<Guid> _told = [];
    private ulong _newest;
    private int _filled;
    private IReadOnlyCollection<SpoolEntry>? _seen;

    /// <summary>Refills when a quarter of the look-ahead is gone or the spool has grown; says whether it did.</summary>
    public bool Refill(TimeSpan now)
    {
        var queued = spool.Queued;
        if (!ReferenceEquals(queued, _seen)) DropGone(queued);
        var newest = index.Tail.Sequence;
        var waiting = scheduler.Records.Count;
        if (newest <= _newest && (waiting > _filled - (_filled / 4) || queued.Count <= waiting)) return false;
        _newest = newest;
        scheduler.SetLookAhead(Choose(queued, now).Select(e => Open(e, now)).OfType<OutgoingRecord>().ToList());
        _filled = Math.Max(scheduler.Records.Count, size);
        CloseGone();
        return true;
    }

    /// <summary>When the next held record may be offered again, if any waits.</summary>
    public TimeSpan? NextHeld(TimeSpan now) => held.Next(now);

    /// <summary>Holds those no longer whose time has come.</summary>
    public void LetGo(TimeSpan now)
    {
        if (held.LetGo(now)) Invalidate();
    }

    /// <summary>Looks at the spool again at the next <see cref="Refill"/>, whatever is there.</summary>
    public void Invalidate() => _newest = 0;

    public ISpooledRecord Reader(OutgoingRecord record) => _open[record.Entry.RecordId];

    /// <summary>Takes a record out: it is stored, held or damaged.</summary>
    public void Drop(OutgoingRecord record)
    {
        scheduler.Remove(record);
        if (record.ManifestSent && spool.IsQueued(record.Entry)) _told.Add(record.Entry.RecordId);
        else _told.Remove(record.Entry.RecordId);
        CloseGone();
    }

    /// <summary>The same of one that cannot be read now: it is offered again in a while.</summary>
    public void PutOff(OutgoingRecord record, TimeSpan now, SpoolException problem)
    {
        PutOff(record.Entry, now, problem);
        Drop(record);
    }

    public void Dispose()
    {
        foreach (var record in _open.Values) record.Dispose();
        _open.Clear();
    }

    // The most urgent by their whole size, and those that have begun to travel, which are shorter by now.
    private IEnumerable<SpoolEntry> Choose(IReadOnlyCollection<SpoolEntry> queued, TimeSpan now)
    {
        var stillQueued = scheduler.Records.Select(r => r.Entry).Where(spool.IsQueued);
        return Enough(queued.Where(e => !held.IsHeld(e.RecordId, now)).Take(SmallTimes * size).Union(stillQueued.Where(e => !held.IsHeld(e.RecordId, now)))
            // What is under way stays: a receipt for many is read by all of them.
            .OrderBy(e => scheduler.Find(e.RecordId) is { InFlight.Count: > 0 } ? 0 : 1).ThenBy(e => Urgency.Of(e, scheduler.Find(e.RecordId)?.Remaining ?? e.FileSize)));
    }

    private IEnumerable<SpoolEntry> Enough(IEnumerable<SpoolEntry> entries)
    {
        var (count, bytes) = (0, 0L);
        foreach (var entry in entries)
        {
            if (count == SmallTimes * size || (count >= size && bytes >= EnoughBytes)) yield break;
            (count, bytes) = (count + 1, bytes + entry.FileSize);
            yield return entry;
        }
    }

    private OutgoingRecord? Open(SpoolEntry entry, TimeSpan now)
    {
        if (scheduler.Find(entry.RecordId) is { } known) return known;
        ISpooledRecord? record = null;
        try
        {
            record = spool.Open(entry);
            record.CheckDigest();
            _open[entry.RecordId] = record;
            return new OutgoingRecord(entry, record.Manifest) { ManifestSent = _told.Contains(entry.RecordId) };
        }
        catch (SpoolDamagedException)
        {
            // The quarantine has said so, with the file's place.
            record?.Dispose();
            return null;
        }
        catch (SpoolException e)
        {
            // One file that cannot be read, and cannot be put away either, must not keep all others here.
            record?.Dispose();
            PutOff(entry, now, e);
            return null;
        }
    }

    private void PutOff(SpoolEntry entry, TimeSpan now, SpoolException problem)
    {
        held.Add(entry.RecordId, now + UnreadableFor, "not readable here");
        LogUnreadable(entry.RecordId, problem);
    }

    // A courier's receipt was faster: the rest of the record need not travel.
    private void DropGone(IReadOnlyCollection<SpoolEntry> queued)
    {
        _seen = queued;
        foreach (var record in scheduler.Records.Where(r => !queued.Contains(r.Entry)).ToList()) Drop(record);
    }

    private void CloseGone()
    {
        foreach (var id in _open.Keys.Where(id => !scheduler.Contains(id)).ToList())
        {
            _open[id].Dispose();
            _open.Remove(id);
        }
    }

    [LoggerMessage(LogLevel.Error, "Record {RecordId} cannot be read now; it stays queued and is tried again in a minute, the others are sent")]
    private partial void LogUnreadable(Guid recordId, Exception exception);
}
