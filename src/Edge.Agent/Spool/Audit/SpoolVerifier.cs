using Edge.Agent.Identity;
using Edge.Agent.Spool.Files;
using Edge.Agent.Storage;
using Edge.Contracts.Records;
using Edge.Hosting;
using Edge.Hosting.Linux;

namespace Edge.Agent.Spool.Audit;

/// <summary>Reads every record on this board, queued and kept, and the chain they form.</summary>
internal sealed class SpoolVerifier(DataFolder data, AgentIdentity identity, IDisk disk, RecordSpool spool)
{
    public IEnumerable<VerifyLine> Verify(CancellationToken cancellationToken)
    {
        var audit = new ChainAudit();
        var (good, bad) = (0, 0);
        foreach (var line in Files(audit))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (line.State == "ok") good++;
            else bad++;
            yield return line;
        }
        spool.AddReleased(audit);
        foreach (var line in audit.Findings())
        {
            if (line.State != "chain") bad++;
            yield return line;
        }
        yield return new VerifyLine("summary", bad == 0 ? $"{Counted.Of(good, "record")}, all whole, the chains without gap" : $"{Counted.Of(good, "record")} whole, {Counted.Of(bad, "finding")}");
    }

    private IEnumerable<VerifyLine> Files(ChainAudit audit)
    {
        foreach (var damaged in spool.Damaged.OrderBy(d => d.Sequence))
        {
            if (damaged.Manifest is not null) Add(audit, RecordManifest.Read(damaged.Manifest));
            else audit.AddUnreadable(damaged.Sequence);
            yield return new VerifyLine("damaged", $"in {data.Quarantine} since it was found damaged", Sequence: damaged.Sequence);
        }
        foreach (var entry in spool.Queued.Where(e => !spool.IsQueuedAgain(e)).OrderBy(e => e.Sequence)) yield return Queued(entry, audit);
        var keys = SignerKeys.Remember(data, identity.Key.Public, disk);
        foreach (var entry in spool.KeptEntries.OrderBy(e => e.Sequence)) yield return Kept(entry, keys, audit);
    }

    private VerifyLine Queued(SpoolEntry entry, ChainAudit audit)
    {
        try
        {
            using var record = spool.Open(entry);
            record.CheckDigest();
            Add(audit, record.Manifest);
            return new VerifyLine("ok", "queued", entry.RecordId, entry.Sequence);
        }
        catch (SpoolDamagedException e)
        {
            audit.AddUnreadable(entry.Sequence);
            return new VerifyLine("damaged", e.Message, entry.RecordId, entry.Sequence);
        }
        catch (SpoolException e)
        {
            audit.AddUnreadable(entry.Sequence);
            return new VerifyLine("unread", e.Message, entry.RecordId, entry.Sequence);
        }
    }

    private VerifyLine Kept(SpoolEntry entry, IReadOnlyList<Edge.Contracts.Signing.VerifyingKey> keys, ChainAudit audit)
    {
        try
        {
            using var file = spool.OpenKept(entry);
            var manifest = RecordFile.ReadManifest(file, keys);
            SpoolReader.CheckName(entry, manifest);
            RecordFile.CheckDigest(file, manifest);
            Add(audit, manifest);
            return new VerifyLine("ok", "kept", entry.RecordId, entry.Sequence);
        }
        catch (Exception e) when (ReadFault.IsPassing(e))
        {
            return new VerifyLine("unread", $"kept file, not readable now: {e.Message}", entry.RecordId, entry.Sequence);
        }
        catch (Exception e) when (ReadFault.IsDamage(e))
        {
            return new VerifyLine("damaged", $"kept file: {e.Message}; the hub has this record", entry.RecordId, entry.Sequence);
        }
    }

    private static void Add(ChainAudit audit, RecordManifest m) => audit.Add(m.ChainId, m.Fields.Sequence, m.Digest, m.Fields.PreviousDigest.Span, previousKnown: true);
}

/// <summary>One finding of a verification. <paramref name="State"/> is ok, damaged, unread (not now), chain, gap, fork, break or summary; ok, chain and summary are no fault.</summary>
internal sealed record VerifyLine(string State, string Detail, Guid? RecordId = null, ulong? Sequence = null, Guid? ChainId = null);
