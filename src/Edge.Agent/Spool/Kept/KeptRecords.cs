using System.Collections.Immutable;
using Edge.Contracts.Records;
using Edge.Contracts.Wire;
using Microsoft.Data.Sqlite;

namespace Edge.Agent.Spool.Kept;

/// <summary>What this board still has of records the hub has receipted, and which of them the hub lost and gets again.</summary>
internal sealed partial class KeptRecords(KeptFolder folder, KeptLedger ledger, SpoolQueue queue, Releaser releaser, ILogger logger) : IKeptRecords
{
    private ImmutableHashSet<SpoolEntry> _again = [];

    public int QueuedAgain => _again.Count;

    public IReadOnlySet<SpoolEntry> Again => _again;

    public IReadOnlyList<KeptRange> KeptRanges() => Told(folder.Ranges, "what is kept cannot be listed");

    public int QueueAgain(IReadOnlyCollection<KeptRange> missing)
    {
        using var _ = folder.Hold();
        var wanted = missing.ToLookup(m => new Guid(m.ChainId.Span, bigEndian: true), m => m.Ranges);
        var found = Told(folder.Records, "the records the hub asks for cannot be found")
            .Where(k => wanted[k.ChainId].Any(r => SequenceRanges.Contains(r, k.Entry.Sequence)) && !_again.Contains(k.Entry)).Select(k => k.Entry).ToList();
        foreach (var entry in found)
        {
            // Known as kept before it can be seen as queued: whoever opens it has to know where.
            ImmutableInterlocked.Update(ref _again, (again, e) => again.Add(e), entry);
            queue.Add(entry);
        }
        if (found.Count > 0) LogAgain(found.Count);
        return found.Count;
    }

    public void LetGo(IReadOnlyCollection<(SafeReceipt Receipt, SignedReceipt Signed)> safe)
    {
        foreach (var (receipt, signed) in safe) releaser.MarkSafe(receipt, signed);
        var gone = Told(folder.Records, "the records that are safe cannot be found").Where(k => k.Safe).Select(k => k.Entry).ToList();
        releaser.Delete(gone);
        foreach (var entry in gone) Receipted(entry);
    }

    public ArchiveState Settled
    {
        get => Told(() => ledger.Settled, "the archive last answered cannot be read");
        set => releaser.Settle(value);
    }

    /// <summary>The hub has this record again.</summary>
    public bool Receipted(SpoolEntry entry)
    {
        if (!ImmutableInterlocked.Update(ref _again, (again, e) => again.Remove(e), entry)) return false;
        queue.Remove(entry);
        return true;
    }

    private static T Told<T>(Func<T> ask, string what)
    {
        try
        {
            return ask();
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new SpoolException($"{what}: {e.Message}", e);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The hub lost {Count} record(s) it had stored; they are sent again from kept/")]
    private partial void LogAgain(int count);
}
