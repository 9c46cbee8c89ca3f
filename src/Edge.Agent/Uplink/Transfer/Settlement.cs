using Edge.Agent.Identity;
using Edge.Agent.Spool;
using Edge.Agent.Telemetry;
using Edge.Contracts;
using Edge.Contracts.Records;
using Edge.Contracts.Wire;

namespace Edge.Agent.Uplink.Transfer;

/// <summary>Settles what the hub says of single records: released for a receipt that is believed, or held for a while. No record keeps the others from the hub.</summary>
internal sealed partial class Settlement(IRecordSpool spool, AgentIdentity identity, TransferScheduler scheduler, Prefetcher prefetcher, HeldRecords held, UplinkStatus status,
    TimeProvider time, ILogger<Settlement> logger)
{
    private const string NotBelieved = "receipt not believed";

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private TimeSpan? _newsAt;
    // Over connections: a trust file may come with the last words of one.
    private ulong _trust = identity.Trust.Current.Version;

    /// <summary>Records that are not offered for now.</summary>
    public HeldRecords Held => held;

    public void Opened() => _newsAt = null;

    /// <summary>Looks whether a new trust file is in force: what was not believed before may be from now on.</summary>
    public void NoticeTrust(TimeSpan now)
    {
        if (identity.Trust.Current.Version == _trust) return;
        (_newsAt, _trust) = (now, identity.Trust.Current.Version);
        if (held.LetGo(NotBelieved)) prefetcher.Invalidate();
    }

    /// <summary>Records were queued again.</summary>
    public void LookAgain() => prefetcher.Invalidate();

    public void Take(HaveResult result, TimeSpan now)
    {
        NoticeTrust(now);
        var believed = result.Stored.Where(s => Believe(s.Record, s.Receipt, now)).Select(s => (s.Record, s.Receipt)).Concat(result.StoredTogether.SelectMany(t => Believed(t, now)));
        // A have may say two things of one record.
        LetGo([.. believed.DistinctBy(b => b.Record)], now);
        foreach (var (record, reason) in result.Held) Hold(record, reason, now);
    }

    // A receipt signed before the hub heard of our new trust file may still be on its way.
    private TimeSpan AfterDisbelief(TimeSpan now) => _newsAt is { } at && now - at < Minute ? TimeSpan.FromSeconds(2) : Minute;

    private bool Believe(OutgoingRecord record, SignedReceipt receipt, TimeSpan now)
    {
        try
        {
            StoredReceipts.Verify(receipt, record.Manifest, identity.Trust.Current);
            return true;
        }
        catch (MalformedException e)
        {
            Disbelieve(record, e.Message, now);
            return false;
        }
    }

    private List<(OutgoingRecord Record, SignedReceipt Receipt)> Believed(StoredTogether together, TimeSpan now)
    {
        var named = together.Records.Where(r => scheduler.Contains(r.Entry.RecordId)).ToList();
        if (named.Count == 0) return [];
        var records = named.DistinctBy(r => r.Entry.Sequence).ToDictionary(r => r.Entry.Sequence, r => r.Manifest);
        SignedReceipt receipt;
        IReadOnlyList<RecordManifest> covered;
        try
        {
            (receipt, covered) = RangeReceipts.Verify(together.Said, together.ArchiveEpoch, records, identity.Trust.Current);
        }
        catch (MalformedException e)
        {
            foreach (var record in named) Disbelieve(record, e.Message, now);
            return [];
        }
        foreach (var record in named.Where(r => !covered.Contains(r.Manifest))) Disbelieve(record, "between it and the record that the receipt names is one that is not here", now);
        return [.. named.Where(r => covered.Contains(r.Manifest)).Select(r => (r, receipt))];
    }

    private void Disbelieve(OutgoingRecord record, string problem, TimeSpan now)
    {
        LogDisbelieved(record.Entry.RecordId, problem);
        held.Add(record.Entry.RecordId, now + AfterDisbelief(now), NotBelieved);
        prefetcher.Drop(record);
    }

    // Together: each commit costs the disk as much for one as for all.
    private void LetGo(IReadOnlyList<(OutgoingRecord Record, SignedReceipt Receipt)> receipted, TimeSpan now)
    {
        if (receipted.Count == 0) return;
        try
        {
            spool.Release([.. receipted.Select(r => new ReceiptedRecord(r.Record.Entry, r.Receipt, r.Record.Manifest))]);
            foreach (var (record, _) in receipted) Released(record);
        }
        catch (SpoolException) when (receipted.Count > 1)
        {
            // It may be one of them alone.
            foreach (var one in receipted) LetGo([one], now);
        }
        catch (SpoolException e)
        {
            PutOff(receipted[0].Record, e, now);
        }
    }

    // Nothing is lost: it is offered, and receipted, again. Meanwhile the others must reach the hub.
    private void PutOff(OutgoingRecord record, SpoolException problem, TimeSpan now)
    {
        LogNotReleased(record.Entry.RecordId, problem);
        held.Add(record.Entry.RecordId, now + Minute, "receipt not written down");
        prefetcher.Drop(record);
    }

    private void Released(OutgoingRecord record)
    {
        held.Remove(record.Entry.RecordId);
        prefetcher.Drop(record);
        status.Update(s => s with { Receipts = s.Receipts + 1, LastReceiptAt = time.GetUtcNow() });
    }

    private void Hold(OutgoingRecord record, Held reason, TimeSpan now)
    {
        // A have may say two things of one record; the first took it out.
        if (!scheduler.Contains(record.Entry.RecordId)) return;
        LogHeld(record.Entry.RecordId, reason.Reason, reason.Detail);
        var wait = reason.RetryAfterMs == 0 ? Minute : TimeSpan.FromMilliseconds(Math.Clamp(reason.RetryAfterMs, 1_000, 3_600_000));
        held.Add(record.Entry.RecordId, now + wait, reason.Reason.ToString());
        if (reason.Reason == HeldReason.Digest)
        {
            try
            {
                prefetcher.Reader(record).CheckDigest();
            }
            catch (SpoolDamagedException)
            {
                // It is not queued any more, so there is nothing left to hold.
                held.Remove(record.Entry.RecordId);
            }
            catch (SpoolException e)
            {
                LogNotChecked(record.Entry.RecordId, e);
            }
        }
        prefetcher.Drop(record);
    }

    [LoggerMessage(LogLevel.Error, "The hub's receipt for record {RecordId} was not believed: {Problem}; the record stays queued and is offered again")]
    private partial void LogDisbelieved(Guid recordId, string problem);

    [LoggerMessage(LogLevel.Error, "Record {RecordId} has its receipt, but the store could not write it down; the record stays queued and is offered again in a minute")]
    private partial void LogNotReleased(Guid recordId, Exception exception);

    [LoggerMessage(LogLevel.Error, "Record {RecordId} cannot be read now; it stays queued and is tried again")]
    private partial void LogNotChecked(Guid recordId, Exception exception);

    [LoggerMessage(LogLevel.Warning, "The hub holds record {RecordId} back: {Reason} {Detail}; it stays queued and is offered again")]
    private partial void LogHeld(Guid recordId, HeldReason reason, string detail);
}
