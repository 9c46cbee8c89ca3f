using Edge.Agent.Spool.Files;
using Edge.Agent.Storage;
using Edge.Contracts;
using Edge.Contracts.Records;
using Edge.Contracts.Wire;
using Edge.Hosting.Linux;

namespace Edge.Agent.Spool.Kept;

/// <summary>kept/: sealed files with a receipt, and records that wait for room there. One goes when a safe receipt names it, or, oldest first and never before its time, when its room is needed.</summary>
internal sealed partial class KeptFolder(DataFolder data, SpoolOptions options, IDisk disk, ReleaseLedger releases, KeptLedger ledger, LateMoves late, TimeProvider time, ILogger logger)
{
    private readonly Lock _gate = new();
    private readonly HubTime _hubTime = new(time, ledger.NewestHubTime);

    /// <summary>Records kept, as of now.</summary>
    public int Count { get; private set; }

    /// <summary>Takes over what a start found here, and finishes deletions a stop interrupted.</summary>
    public void Load(int count, IReadOnlyCollection<SpoolEntry> safe)
    {
        Count = count;
        try
        {
            Delete(safe);
        }
        catch (DiskException e) when (e.IsFull)
        {
            // One that lies in the store as well: it goes with the next safe receipt, or when it would move.
            return;
        }
        if (safe.Count > 0) LogFinished(safe.Count, data.Kept);
    }

    /// <param name="receipt">Its receipt; null where only the ledger has it.</param>
    public void Added(StoredReceipt? receipt)
    {
        lock (_gate)
        {
            Count++;
            if (receipt is not null) _hubTime.Heard(receipt.StoredAtMs);
        }
    }

    public void Removed(SpoolEntry entry)
    {
        late.Gone(entry);
        lock (_gate) Count--;
    }

    /// <summary>Nothing is deleted here until the result is disposed.</summary>
    public Lock.Scope Hold() => _gate.EnterScope();

    /// <summary>What is kept, each once. Those that move meanwhile are in kept/ when they are not late any more.</summary>
    public IReadOnlyList<SpoolEntry> Entries()
    {
        var waiting = late.Entries;
        return [.. waiting.Union(RecordListing.Read(data.Kept).Entries)];
    }

    public List<KeptRecord> Records() => Known(Entries());

    /// <summary>The same of some.</summary>
    public List<KeptRecord> Known(IReadOnlyList<SpoolEntry> entries) => releases.Known(entries);

    /// <summary>The numbers kept, by chain.</summary>
    public IReadOnlyList<KeptRange> Ranges() => [.. Records().Where(k => !k.Safe).GroupBy(k => k.ChainId).OrderBy(g => g.Min(k => k.Entry.Sequence)).Select(g => new KeptRange
    {
        ChainId = WireId.Of(g.Key),
        Ranges = { SequenceRanges.Of(g.Select(k => k.Entry.Sequence)) },
    })];

    /// <summary>Deletes the files of these records, and takes those that wait for room from where they are.</summary>
    /// <exception cref="DiskException">Not all are deleted; safe to repeat.</exception>
    public void Delete(IReadOnlyCollection<SpoolEntry> entries)
    {
        if (entries.Count == 0) return;
        lock (_gate)
        {
            foreach (var path in entries.Select(e => (Entry: e, File: Path.Combine(data.Kept, RecordFileName.Of(e)))).Where(p => File.Exists(p.File)))
            {
                disk.Delete(path.File);
                if (!late.Contains(path.Entry)) Count--;
            }
            disk.SyncFolder(data.Kept);
            Count -= late.Drop(entries);
        }
    }

    /// <summary>Deletes the oldest files whose time is over until so many bytes are free; says whether it freed any.</summary>
    /// <param name="missing">How many bytes are missing now.</param>
    /// <param name="spared">Records that are on their way to the hub again.</param>
    public bool MakeRoom(Func<long> missing, Func<IReadOnlySet<SpoolEntry>> spared)
    {
        using var _ = Hold();
        using var due = Due(spared()).GetEnumerator();
        var (count, again) = (0, true);
        while (again && Next(due, missing()) is { Count: > 0 } oldest)
        {
            // One that waits for its move gives its room back only with the last beside it.
            again = oldest.Exists(late.Contains);
            Delete(oldest);
            count += oldest.Count;
        }
        if (count > 0) LogMadeRoom(count, options.KeepFor, data.Kept);
        return count > 0;
    }

    private IEnumerable<SpoolEntry> Due(IReadOnlySet<SpoolEntry> spared) => Records().Where(k => !spared.Contains(k.Entry)).OrderBy(k => k.Entry.Sequence)
        .Where(k => ledger.StoredAt(k) is { } stored && _hubTime.Now - stored >= options.KeepFor).Select(k => k.Entry);

    private static List<SpoolEntry> Next(IEnumerator<SpoolEntry> due, long bytes)
    {
        var next = new List<SpoolEntry>();
        for (; bytes > 0 && due.MoveNext(); bytes -= due.Current.FileSize) next.Add(due.Current);
        return next;
    }

    [LoggerMessage(LogLevel.Information, "Kept records that are safe away from the hub and were still in {Folder}: {Count}; deleted")]
    private partial void LogFinished(int count, string folder);

    [LoggerMessage(LogLevel.Warning, "Oldest records, stored by the hub more than {KeepFor} ago, deleted from {Folder}: {Count}; their room was needed, and no copy away from the hub's machine is known")]
    private partial void LogMadeRoom(int count, TimeSpan keepFor, string folder);
}

/// <summary>A record of kept/ with what the ledger says of it.</summary>
internal sealed record KeptRecord(SpoolEntry Entry, Guid ChainId, bool Safe);
