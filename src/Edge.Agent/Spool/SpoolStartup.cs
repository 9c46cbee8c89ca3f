using Edge.Agent.Storage;
using Edge.Contracts;
using Edge.Contracts.Records;

namespace Edge.Agent.Spool;

/// <summary>Brings the folders and the ledger into agreement at start, as the design's table says, and finds where the chain ends.</summary>
internal sealed partial class SpoolStartup(SpoolSetup setup, IRecordStore store, ReleaseLedger ledger, Releaser releaser, Quarantine quarantine)
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
        var (kept, safe) = ReconcileKept();
        StoreChoice.MoveRecords(setup, store);
        var found = Listed(store.List(), store.Place);
        var queued = FinishReleases(found);
        var finished = found.Count - queued.Count;
        quarantine.Load(ledger);
        var newest = CheckTail(queued);
        return new SpoolContents(queued, FindTail(newest, queued), kept + finished, safe);
    }

    private void EmptyTmp()
    {
        var left = Directory.GetFiles(_data.Tmp);
        foreach (var path in left) setup.Disk.Delete(path);
        if (left.Length > 0) LogTmpEmptied(left.Length, _data.Tmp);
    }

    private (int Kept, List<SpoolEntry> Safe) ReconcileKept()
    {
        var kept = Listed(RecordListing.Read(_data.Kept), _data.Kept);
        var known = ledger.Known(kept);
        var result = (kept.Count, known.Where(k => k.Safe).Select(k => k.Entry).ToList());
        var unknown = kept.Except(known.Select(k => k.Entry)).ToList();
        if (unknown.Count == 0) return result;
        ledger.AddWithoutReceipt(unknown.Select(ReadKept).OfType<RecordManifest>(), setup.Time.GetUtcNow());
        LogLedgerRebuilt(unknown.Count, _data.Kept);
        return result;
    }

    private List<SpoolEntry> FinishReleases(List<SpoolEntry> found)
    {
        var released = ledger.IsEmpty ? [] : ledger.ReleasedAmong(found);
        if (released.Count == 0) return found;
        releaser.Keep(released);
        LogReleasesFinished(released.Count, _data.Kept);
        var gone = released.ToHashSet();
        return [.. found.Where(e => !gone.Contains(e))];
    }

    // What a power cut damages is the newest file: that one is read whole. Older ones are read when they are first offered.
    private RecordManifest? CheckTail(List<SpoolEntry> queued)
    {
        for (var tries = 0; tries < TailChecks && queued.MaxBy(e => e.Sequence) is { } tail; tries++)
        {
            try
            {
                using var file = store.Open(tail);
                var manifest = RecordFile.ReadManifest(file, setup.Keys);
                SpoolReader.CheckName(tail, manifest);
                RecordFile.CheckDigest(file, manifest);
                return manifest;
            }
            catch (Exception e) when (e is MalformedException or IOException)
            {
                quarantine.Take(tail, store, e.Message);
                queued.Remove(tail);
            }
        }
        return null;
    }

    private ChainTail FindTail(RecordManifest? newestQueued, List<SpoolEntry> queued)
    {
        var newestReleased = ledger.Tail;
        var highest = Math.Max(Math.Max(newestReleased.Sequence, quarantine.HighestSequence), queued.Count == 0 ? 0 : queued.Max(e => e.Sequence));
        var best = new[] { newestReleased, AsTail(newestQueued), AsTail(quarantine.Newest) }.MaxBy(t => t.Sequence)!;
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
        catch (Exception e) when (e is MalformedException or IOException)
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

    [LoggerMessage(LogLevel.Warning, "{Count} record(s) in {Folder} were unknown to the ledger; it was rebuilt from their files, without their receipts")]
    private partial void LogLedgerRebuilt(int count, string folder);

    [LoggerMessage(LogLevel.Warning, "Kept record {RecordId} (number {Sequence}) cannot be read: {Reason}")]
    private partial void LogKeptUnreadable(Guid recordId, ulong sequence, string reason);

    [LoggerMessage(LogLevel.Warning, "{Count} file(s) in {Folder} are not named like records; they are left alone")]
    private partial void LogForeign(int count, string folder);
}
