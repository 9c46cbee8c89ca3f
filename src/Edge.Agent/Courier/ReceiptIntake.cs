using Edge.Agent.Identity;
using Edge.Agent.Spool;
using Edge.Agent.Spool.Files;
using Edge.Contracts;
using Edge.Contracts.Records;
using Edge.Contracts.Trust;
using Edge.Contracts.Wire;
using Edge.Hosting.Linux;

namespace Edge.Agent.Courier;

/// <summary>Lets go of records for receipts that came by courier. Whichever path brings a receipt first wins; the other finds it done.</summary>
internal sealed partial class ReceiptIntake(AgentIdentity identity, IRecordSpool spool, IRecordIndex index, ILogger<ReceiptIntake> logger)
{
    /// <exception cref="SpoolException">The store cannot write receipts down now; safe to repeat.</exception>
    public ReceiptCount Take(IEnumerable<SignedReceipt> receipts)
    {
        var trust = identity.Trust.Current;
        var (released, already, problems) = (0, 0, new List<string>());
        foreach (var receipt in receipts)
        {
            try
            {
                if (Release(receipt, trust)) released++;
                else already++;
            }
            catch (MalformedException e)
            {
                problems.Add(Reason.Of(e));
            }
        }
        if (released > 0) LogReleased(released);
        if (problems.Count > 0) LogProblems(problems.Count, problems[0]);
        return new ReceiptCount(released, already, problems);
    }

    private bool Release(SignedReceipt receipt, TrustAnchors trust)
    {
        var said = StoredReceipts.Verify(receipt, trust);
        if (said.Node != identity.Node) throw new MalformedException("a receipt is for another board");
        if (said.RecordId.Length != 16) throw new MalformedException("a receipt's record_id must be 16 bytes");
        var id = new Guid(said.RecordId.Span, bigEndian: true);
        try
        {
            if (index.Queued(id) is { } entry) return Release(entry, Manifest(entry), receipt, trust);
        }
        catch (SpoolException) when (index.Queued(id) is null)
        {
            // Released over the network just now, or found damaged: the other places know it.
        }
        if (Damaged(said) is { } damaged) return Release(RecordFileName.Entry(damaged, 0), damaged, receipt, trust);
        return index.Find(id) is { Damaged: false } held && held.Sequence == said.Sequence
            ? false
            : throw new MalformedException($"the receipt for record {id} (number {said.Sequence}) is of a record this board does not hold");
    }

    private bool Release(SpoolEntry entry, RecordManifest manifest, SignedReceipt receipt, TrustAnchors trust)
    {
        StoredReceipts.Verify(receipt, manifest, trust);
        spool.Release(entry, receipt);
        return true;
    }

    private RecordManifest Manifest(SpoolEntry entry)
    {
        using var record = spool.Open(entry);
        return record.Manifest;
    }

    // It was put on a stick while it could be read: the hub has it after all.
    private RecordManifest? Damaged(StoredReceipt said) =>
        spool.Damaged.Where(d => d.Sequence == said.Sequence && d.Manifest is not null).Select(d => RecordManifest.Read(d.Manifest)).FirstOrDefault(m => m.Fields.RecordId == said.RecordId);

    [LoggerMessage(LogLevel.Information, "Records let go of for receipts that came by courier: {Count}")]
    private partial void LogReleased(int count);

    [LoggerMessage(LogLevel.Warning, "Receipts that came by courier and were not taken: {Count}; the first: {First}")]
    private partial void LogProblems(int count, string first);
}

/// <summary>What became of receipts that came by courier.</summary>
internal sealed record ReceiptCount(int Released, int Already, IReadOnlyList<string> Problems);
