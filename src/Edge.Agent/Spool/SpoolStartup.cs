using Edge.Agent.Spool.Audit;
using Edge.Agent.Spool.Files;
using Edge.Agent.Spool.Kept;
using Edge.Agent.Storage;
using Edge.Contracts.Records;
using Edge.Hosting.Linux;

namespace Edge.Agent.Spool;

/// <summary>Brings the folders and the ledger into agreement at start, as the design's table says.</summary>
internal sealed partial class SpoolStartup(SpoolSetup setup, IRecordStore store, ReleaseLedger ledger, Releaser releaser, LateMoves late, Quarantine quarantine, QuarantineReview review,
    TailSearch tail)
{
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
        var (kept, safe, keptNumber) = ReconcileKept();
        StoreChoice.MoveRecords(setup, store);
        var found = Listed(store.List(), store.Place);
        var (queued, released) = FinishReleases(found);
        quarantine.Load(ledger);
        Requeue(queued);
        return new SpoolContents(queued, tail.Run(queued, keptNumber), kept.Union(released).Count(), safe);
    }

    private void EmptyTmp()
    {
        var left = Directory.GetFiles(_data.Tmp);
        foreach (var path in left) setup.Disk.Delete(path);
        if (left.Length > 0) LogTmpEmptied(left.Length, _data.Tmp);
    }

    private (List<SpoolEntry> Kept, List<SpoolEntry> Safe, ulong Highest) ReconcileKept()
    {
        var kept = Listed(RecordListing.Read(_data.Kept), _data.Kept);
        var known = ledger.Known(kept);
        // By the names alone, which can always be read: no number is given twice.
        var result = (kept, known.Where(k => k.Safe).Select(k => k.Entry).ToList(), kept.Count == 0 ? 0 : kept.Max(e => e.Sequence));
        var unknown = kept.Except(known.Select(k => k.Entry)).ToList();
        if (unknown.Count == 0) return result;
        ledger.AddWithoutReceipt([.. unknown.Select(ReadKept).OfType<RecordManifest>().Select(ReleasedRow.Of)], setup.Time.GetUtcNow());
        LogLedgerRebuilt(unknown.Count, _data.Kept);
        return result;
    }

    private (List<SpoolEntry> Queued, IReadOnlyCollection<SpoolEntry> Released) FinishReleases(List<SpoolEntry> found)
    {
        var released = ledger.IsEmpty ? [] : ledger.ReleasedAmong(found);
        if (released.Count == 0) return (found, released);
        // Copies take their time and may find no room: they are made later, and a start does not wait for them.
        if (store.MovesByCopying) late.Add(released);
        else FinishMoves(released);
        var gone = released.ToHashSet();
        return ([.. found.Where(e => !gone.Contains(e))], released);
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

    [LoggerMessage(LogLevel.Information, "Unfinished files removed from {Folder}: {Count}")]
    private partial void LogTmpEmptied(int count, string folder);

    [LoggerMessage(LogLevel.Information, "Releases that a stop had interrupted are finished: {Count}; the files are in {Folder}")]
    private partial void LogReleasesFinished(int count, string folder);

    [LoggerMessage(LogLevel.Error, "Released records that the ledger {Database}, which was lost or is an older one, did not know: {Count}; {Copy} knows them: numbers go on, and no id is taken twice")]
    private partial void LogReleasesFound(int count, string database, string copy);

    [LoggerMessage(LogLevel.Warning, "Records in {Folder} that the ledger did not know: {Count}; it was rebuilt from their files, without their receipts")]
    private partial void LogLedgerRebuilt(int count, string folder);

    [LoggerMessage(LogLevel.Warning, "Kept record {RecordId} (number {Sequence}) cannot be read: {Reason}")]
    private partial void LogKeptUnreadable(Guid recordId, ulong sequence, string reason);

    [LoggerMessage(LogLevel.Warning, "Files in {Folder} that are not named like records: {Count}; they are left alone")]
    private partial void LogForeign(int count, string folder);
}

/// <summary>What a start found; <paramref name="Kept"/> records with a receipt, of which <paramref name="Safe"/> have no business here any more.</summary>
internal sealed record SpoolContents(List<SpoolEntry> Queued, ChainTail Tail, int Kept, IReadOnlyCollection<SpoolEntry> Safe);
