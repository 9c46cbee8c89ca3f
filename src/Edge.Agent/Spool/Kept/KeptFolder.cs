using Edge.Agent.Storage;
using Edge.Contracts;
using Edge.Contracts.Records;
using Edge.Contracts.Wire;
using Edge.Hosting.Linux;

namespace Edge.Agent.Spool.Kept;

/// <summary>kept/: sealed files with a receipt. One goes when a safe receipt names it, or, oldest first and never before its time, when its room is needed.</summary>
internal sealed partial class KeptFolder(DataFolder data, SpoolOptions options, IDisk disk, ReleaseLedger releases, KeptLedger ledger, TimeProvider time, ILogger logger)
{
    private readonly Lock _gate = new();
    private readonly HubTime _hubTime = new(time, ledger.NewestHubTime);

    /// <summary>Files here, as of now.</summary>
    public int Count { get; private set; }

    /// <summary>Takes over what a start found here, and finishes deletions a stop interrupted.</summary>
    public void Load(int count, IReadOnlyCollection<SpoolEntry> safe)
    {
        Count = count;
        Delete(safe);
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

    public void Removed()
    {
        lock (_gate) Count--;
    }

    /// <summary>Nothing is deleted here until the result is disposed.</summary>
    public Lock.Scope Hold() => _gate.EnterScope();

    public List<KeptRecord> Records() => releases.Known(RecordListing.Read(data.Kept).Entries);

    /// <summary>The numbers kept, by chain.</summary>
    public IReadOnlyList<KeptRange> Ranges() => [.. Records().Where(k => !k.Safe).GroupBy(k => k.ChainId).OrderBy(g => g.Min(k => k.Entry.Sequence)).Select(g => new KeptRange
    {
        ChainId = WireId.Of(g.Key),
        Ranges = { SequenceRanges.Of(g.Select(k => k.Entry.Sequence)) },
    })];

    /// <summary>Deletes the files of these records.</summary>
    /// <exception cref="DiskException">Not all are deleted; safe to repeat.</exception>
    public void Delete(IReadOnlyCollection<SpoolEntry> entries)
    {
        if (entries.Count == 0) return;
        lock (_gate)
        {
            foreach (var path in entries.Select(e => Path.Combine(data.Kept, RecordFileName.Of(e))).Where(File.Exists))
            {
                disk.Delete(path);
                Count--;
            }
            disk.SyncFolder(data.Kept);
        }
    }

    /// <summary>Deletes the oldest files whose time is over until so many bytes are free; says whether it freed any.</summary>
    /// <param name="bytes">What is needed.</param>
    /// <param name="spared">Records that are on their way to the hub again.</param>
    public bool MakeRoom(long bytes, Func<IReadOnlySet<SpoolEntry>> spared)
    {
        using var _ = Hold();
        var (due, stay) = (new List<SpoolEntry>(), spared());
        foreach (var kept in Records().Where(k => !stay.Contains(k.Entry)).OrderBy(k => k.Entry.Sequence))
        {
            if (bytes <= 0) break;
            if (ledger.StoredAt(kept) is not { } stored || _hubTime.Now - stored < options.KeepFor) continue;
            due.Add(kept.Entry);
            bytes -= kept.Entry.FileSize;
        }
        if (due.Count == 0) return false;
        Delete(due);
        LogMadeRoom(due.Count, options.KeepFor, data.Kept);
        return true;
    }

    [LoggerMessage(LogLevel.Information, "{Count} kept record(s) that are safe away from the hub were still in {Folder}; deleted")]
    private partial void LogFinished(int count, string folder);

    [LoggerMessage(LogLevel.Warning, "Deleted the {Count} oldest record(s), stored by the hub more than {KeepFor} ago, from {Folder}: their room was needed; no copy away from the hub's machine is known")]
    private partial void LogMadeRoom(int count, TimeSpan keepFor, string folder);
}
