using Edge.Agent.Spool.Files;
using Edge.Agent.Spool.Kept;
using Edge.Contracts;
using Edge.Contracts.Records;
using Edge.Hosting.Linux;

namespace Edge.Agent.Spool.Audit;

/// <summary>Looks at quarantine/ again: a card that could not be read may be readable now. What matches its manifest goes back to where it was.</summary>
internal sealed partial class QuarantineReview(SpoolSetup setup, SpoolReader reader, IRecordStore store, FileRecordStore files, Quarantine quarantine, FailStop failStop)
{
    private readonly string _folder = setup.Data.Quarantine;
    private readonly ILogger logger = setup.Logger;

    /// <summary>Puts whole records that have a receipt into kept/, from where the hub may ask for them.</summary>
    public void Keep(ReleaseLedger ledger)
    {
        foreach (var entry in ledger.ReleasedAmong(RecordListing.Read(_folder).Entries))
        {
            if (Fault(entry) is not null) continue;
            files.MoveTo(setup.Data.Kept, [entry]);
            LogBack(entry.RecordId, entry.Sequence, setup.Data.Kept);
        }
    }

    /// <summary>Queues whole records again.</summary>
    /// <param name="isQueued">True for a record that is in the store: a stop came between writing it there and removing it here.</param>
    /// <param name="back">Called when it is durably in the store.</param>
    /// <exception cref="SpoolException">The disk failed; the store has stopped.</exception>
    public List<QuarantineLine> Run(Func<SpoolEntry, bool> isQueued, Action<SpoolEntry> back) => [.. quarantine.Entries.OrderBy(e => e.Sequence).Select(e => Look(e, isQueued(e), back))];

    /// <summary>What is here, without looking into it.</summary>
    public List<QuarantineLine> List() => [.. quarantine.Entries.OrderBy(e => e.Sequence).Select(e => Line("damaged", e, $"in {_folder}"))];

    private QuarantineLine Look(SpoolEntry entry, bool isQueued, Action<SpoolEntry> back)
    {
        if (Fault(entry) is { } fault) return Line(ReadFault.IsDamage(fault) ? "damaged" : "held", entry, fault.Message);
        try
        {
            if (!isQueued) Put(entry);
            back(entry);
            setup.Disk.Delete(Path.Combine(_folder, RecordFileName.Of(entry)));
            setup.Disk.SyncFolder(_folder);
        }
        catch (DiskException e) when (!e.IsFull && !e.IsPassing)
        {
            throw failStop.Judge(e, $"Record {entry.RecordId}, which is whole, was not taken out of {_folder}");
        }
        catch (Exception e) when (ReadFault.IsOne(e))
        {
            return Line("held", entry, $"it is whole, and cannot be put back now: {e.Message}");
        }
        LogBack(entry.RecordId, entry.Sequence, store.Place);
        return Line("queued", entry, "it is whole, and waits for its receipt again");
    }

    private void Put(SpoolEntry entry)
    {
        var (manifest, file) = reader.Open(entry, files);
        using (file)
        {
            var bytes = new byte[manifest.Fields.SealedSize];
            if (RecordFile.Fill(file, RecordFrame.HeaderLength(manifest), bytes) < bytes.Length) throw new MalformedException("it became shorter while it was read");
            store.Write(entry, manifest, bytes);
        }
    }

    private Exception? Fault(SpoolEntry entry)
    {
        try
        {
            reader.Check(entry, files);
            return null;
        }
        catch (Exception e) when (ReadFault.IsOne(e))
        {
            return e;
        }
    }

    private static QuarantineLine Line(string state, SpoolEntry e, string detail) => new(state, e.RecordId, e.Chain8, e.Sequence, e.FileSize, detail);

    [LoggerMessage(LogLevel.Warning, "Record {RecordId} (number {Sequence}) was in quarantine and is whole: it is back in {Place}")]
    private partial void LogBack(Guid recordId, ulong sequence, string place);
}

/// <summary>A record in quarantine. <paramref name="State"/> is damaged, held (it cannot be read or put back now) or queued (it was whole, and waits for its receipt again).</summary>
internal sealed record QuarantineLine(string State, Guid RecordId, string Chain, ulong Sequence, long SizeBytes, string Detail);
