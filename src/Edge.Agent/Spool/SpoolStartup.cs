using Edge.Agent.Spool.Audit;
using Edge.Agent.Spool.Files;
using Edge.Agent.Spool.Kept;
using Edge.Agent.Storage;
using Edge.Contracts.Records;
using Edge.Hosting.Linux;

namespace Edge.Agent.Spool;

/// <summary>Brings the folders and the ledger into agreement at start, as the design's table says, and finds where the chain ends.</summary>
internal sealed partial class SpoolStartup(SpoolSetup setup, IRecordStore store, SpoolReader reader, ReleaseLedger ledger, Releaser releaser, LateMoves late, Quarantine quarantine,
    QuarantineReview review, PassedOver passedOver)
{
    // Where more than so many of the newest are damaged in a row, something else is wrong than a power cut: the rest is looked at one by one when offered.
    private const int TailChecks = 8;
    private readonly DataFolder _data = setup.Data;
    private readonly ILogger logger = setup.Logger;

    public static void MakeFolders(SpoolSetup setup)
    {
        foreach (var folder in (string[])[setup.Data.Spool, setup.Data.Tmp, setup.Data.Kept, setup.Data.Quarantine])
        {
            DurableFile.EnsureFolder(setup.Disk, folder);
        }
        // A killed process may have left names that can be seen and yet are not durable; a retry is answered by what is seen.
        // Where a file moves to goes before where it came from, so that no cut between the two leaves it without a name.
        foreach (var folder in (string[])[setup.Data.Root, setup.Data.Kept, setup.Data.Quarantine, setup.Data.Spool])
        {
            setup.Disk.SyncFolder(folder);
        }
    }

    public SpoolContents Run()
    {
        EmptyTmp();
        if (ledger.Compare(setup.Time.GetUtcNow()) is > 0 and var lost) LogReleasesFound(lost, _data.StateDatabase, _data.ReleasedDatabase);
        review.Keep(ledger);
        var (safe, keptNumber) = ReconcileKept();
        StoreChoice.MoveRecords(setup, store);
        var found = Listed(store.List(), store.Place);
        var queued = FinishReleases(found);
        quarantine.Load(ledger);
        Requeue(queued);
        var unread = new HashSet<SpoolEntry>();
        var newest = CheckTail(queued, unread);
        var tail = FindTail(newest, queued, unread, keptNumber);
        return new SpoolContents(queued, tail, safe);
    }

    private void EmptyTmp()
    {
        var left = Directory.GetFiles(_data.Tmp);
        foreach (var path in left) setup.Disk.Delete(path);
        if (left.Length > 0) LogTmpEmptied(left.Length, _data.Tmp);
    }

    private (List<SpoolEntry> Safe, ulong Highest) ReconcileKept()
    {
        var kept = Listed(RecordListing.Read(_data.Kept), _data.Kept);
        var known = ledger.Known(kept);
        // By the names alone, which can always be read: no number is given twice.
        var result = (known.Where(k => k.Safe).Select(k => k.Entry).ToList(), kept.Count == 0 ? 0 : kept.Max(e => e.Sequence));
        var unknown = kept.Except(known.Select(k => k.Entry)).ToList();
        if (unknown.Count == 0) return result;
        ledger.AddWithoutReceipt([.. unknown.Select(ReadKept).OfType<RecordManifest>().Select(ReleasedRow.Of)], setup.Time.GetUtcNow());
        LogLedgerRebuilt(unknown.Count, _data.Kept);
        return result;
    }

    private List<SpoolEntry> FinishReleases(List<SpoolEntry> found)
    {
        var released = ledger.IsEmpty ? [] : ledger.ReleasedAmong(found);
        if (released.Count == 0) return found;
        // Copies take their time and may find no room: they are made later, and a start does not wait for them.
        if (store.MovesByCopying) late.Add(released);
        else FinishMoves(released);
        var gone = released.ToHashSet();
        return [.. found.Where(e => !gone.Contains(e))];
    }

    private void FinishMoves(List<SpoolEntry> released)
    {
        releaser.Keep(released);
        LogReleasesFinished(released.Count, _data.Kept);
    }

    private void Requeue(List<SpoolEntry> queued)
    {
        var here = queued.ToHashSet();
        review.Run(here.Contains, entry =>
        {
            quarantine.Forgive(entry);
            if (here.Add(entry)) queued.Add(entry);
        });
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
        if (unread.Count == TailChecks) throw new SpoolException($"The {unread.Count} newest records in {store.Place} cannot be read now: {problem!.Message}. Nothing was done to them; check permissions, open files and disk, then start again.", problem);
        return null;

        void SetAside(SpoolEntry tail, Exception e)
        {
            unread.Add(tail);
            problem = e;
            LogTailUnread(tail.RecordId, tail.Sequence, e.Message);
        }
    }

    // On a full disk a damaged one stays until it is offered and found damaged again.
    private DiskException? NoRoomToTake(SpoolEntry tail, string damage)
    {
        try
        {
            quarantine.Take(tail, store, damage);
            return null;
        }
        catch (DiskException e) when (e.IsFull)
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

    private RecordManifest? ReadKept(SpoolEntry entry)
    {
        try
        {
            using var file = new FileBytes(File.OpenHandle(Path.Combine(_data.Kept, RecordFileName.Of(entry))));
            return RecordFile.ReadManifest(file, setup.Keys);
        }
        catch (Exception e) when (ReadFault.IsOne(e))
        {
            LogKeptUnreadable(entry.RecordId, entry.Sequence, e.Message);
            return null;
        }
    }

    private List<SpoolEntry> Listed(RecordListing listing, string place)
    {
        if (listing.Foreign > 0) LogForeign(listing.Foreign, place);
        return listing.Entries;
    }

    [LoggerMessage(LogLevel.Information, "{Count} unfinished file(s) removed from {Folder}")]
    private partial void LogTmpEmptied(int count, string folder);

    [LoggerMessage(LogLevel.Information, "{Count} release(s) that a stop had interrupted are finished; the files are in {Folder}")]
    private partial void LogReleasesFinished(int count, string folder);

    [LoggerMessage(LogLevel.Error, "{Count} released record(s) were unknown to the ledger {Database}, which was lost or is an older one; {Copy} knows them: numbers go on, and no id is taken twice")]
    private partial void LogReleasesFound(int count, string database, string copy);

    [LoggerMessage(LogLevel.Warning, "{Count} record(s) in {Folder} were unknown to the ledger; it was rebuilt from their files, without their receipts")]
    private partial void LogLedgerRebuilt(int count, string folder);

    [LoggerMessage(LogLevel.Error, "Record {RecordId} (number {Sequence}), of the newest, cannot be read now: {Reason}; it stays queued and is tried again, and the chain goes on without it")]
    private partial void LogTailUnread(Guid recordId, ulong sequence, string reason);

    [LoggerMessage(LogLevel.Warning, "Kept record {RecordId} (number {Sequence}) cannot be read: {Reason}")]
    private partial void LogKeptUnreadable(Guid recordId, ulong sequence, string reason);

    [LoggerMessage(LogLevel.Warning, "{Count} file(s) in {Folder} are not named like records; they are left alone")]
    private partial void LogForeign(int count, string folder);
}

/// <summary>What a start found; <paramref name="Safe"/> are those in kept/ that have no business there any more.</summary>
internal sealed record SpoolContents(List<SpoolEntry> Queued, ChainTail Tail, IReadOnlyCollection<SpoolEntry> Safe);
