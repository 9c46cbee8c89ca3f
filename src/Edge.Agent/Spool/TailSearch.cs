using Edge.Agent.Spool.Audit;
using Edge.Agent.Spool.Kept;
using Edge.Contracts.Records;
using Edge.Hosting.Linux;

namespace Edge.Agent.Spool;

/// <summary>Finds at start where the chain ends, among what is queued, released, kept and quarantined.</summary>
internal sealed partial class TailSearch(IRecordStore store, SpoolReader reader, ReleaseLedger ledger, Quarantine quarantine, PassedOver passedOver, ILogger logger)
{
    // Where more than so many of the newest are damaged in a row, something else is wrong than a power cut: the rest is looked at one by one when offered.
    private const int TailChecks = 8;

    /// <summary>Takes damaged ones among the newest out of the queue; <paramref name="keptNumber"/> is the highest number in kept/.</summary>
    /// <exception cref="SpoolException">None of the newest can be read now.</exception>
    public ChainTail Run(List<SpoolEntry> queued, ulong keptNumber)
    {
        var unread = new HashSet<SpoolEntry>();
        var newest = CheckTail(queued, unread);
        return FindTail(newest, queued, unread, keptNumber);
    }

    // What a power cut damages is the newest file: that one is read whole. Older ones are read when they are first offered.
    private RecordManifest? CheckTail(List<SpoolEntry> queued, HashSet<SpoolEntry> unread)
    {
        Exception? problem = null;
        for (var tries = 0; tries < TailChecks && queued.Where(e => !unread.Contains(e)).MaxBy(e => e.Sequence) is { } tail; tries++)
        {
            try
            {
                return reader.Check(tail, store);
            }
            catch (Exception e) when (ReadFault.IsDamage(e))
            {
                if (NoRoomToTake(tail, e.Message) is { } full) SetAside(tail, full);
                else queued.Remove(tail);
            }
            catch (Exception e) when (ReadFault.IsPassing(e))
            {
                SetAside(tail, e);
            }
        }
        // Of so many none: this is not about a file. Nothing is decided on what may be readable in a moment.
        if (unread.Count == TailChecks) throw ReadFault.StartAgain($"The {unread.Count} newest records in {store.Place} cannot be read now: {problem!.Message}", problem);
        return null;

        void SetAside(SpoolEntry tail, Exception e)
        {
            unread.Add(tail);
            problem = e;
            LogTailUnread(tail.RecordId, tail.Sequence, e.Message);
        }
    }

    // On a full disk, or where the rest of it cannot be read, a damaged one stays until it is offered and found damaged again.
    private DiskException? NoRoomToTake(SpoolEntry tail, string damage)
    {
        try
        {
            quarantine.Take(tail, store, damage);
            return null;
        }
        catch (DiskException e) when (e.IsFull || e.IsPassing)
        {
            return e;
        }
    }

    private ChainTail FindTail(RecordManifest? newestQueued, List<SpoolEntry> queued, HashSet<SpoolEntry> unread, ulong keptNumber)
    {
        var newestReleased = ledger.Tail;
        var highest = new[] { newestReleased.Sequence, quarantine.HighestSequence, keptNumber, queued.Count == 0 ? 0 : queued.Max(e => e.Sequence) }.Max();
        var best = new[] { newestReleased, AsTail(newestQueued), AsTail(quarantine.Newest) }.MaxBy(t => t.Sequence)!;
        // Where some were not even looked at, they are not passed over: they are read when they are offered.
        if (queued.All(e => e.Sequence <= best.Sequence || unread.Contains(e))) passedOver.Note(best.Sequence + 1, highest);
        return new ChainTail(highest, best.Digest);
    }

    private static ChainTail AsTail(RecordManifest? manifest) => manifest is null ? ChainTail.None : new ChainTail(manifest.Fields.Sequence, manifest.Digest);

    [LoggerMessage(LogLevel.Error, "Record {RecordId} (number {Sequence}), of the newest, cannot be read now: {Reason}; it stays queued and is tried again, and the chain goes on without it")]
    private partial void LogTailUnread(Guid recordId, ulong sequence, string reason);
}
