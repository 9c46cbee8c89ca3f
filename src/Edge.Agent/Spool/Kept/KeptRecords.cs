using System.Collections.Immutable;
using Edge.Contracts.Records;
using Edge.Contracts.Wire;
using Microsoft.Data.Sqlite;

namespace Edge.Agent.Spool.Kept;

/// <summary>What this board still has of records the hub has receipted, and which of them the hub lost and gets again.</summary>
internal sealed partial class KeptRecords(KeptFolder folder, KeptLedger ledger, LateMoves late, SpoolQueue queue, Releaser releaser, ILogger logger) : IKeptRecords
{
    // Whoever calls does other things as well, and the watchdog waits for it.
    private const int MovesAtOnce = 20;
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
        LetGo(Told(folder.Records, "the records that are safe cannot be found"));
    }

    /// <summary>Moves to kept/ what found no room there, as far as it does now; what has become safe goes without.</summary>
    public void FinishMoves()
    {
        List<SpoolEntry> oldest = [.. late.Entries.OrderBy(e => e.Sequence).Take(MovesAtOnce)];
        if (oldest.Count == 0) return;
        try
        {
            LetGo(Told(() => folder.Known(oldest), "the records that are safe cannot be found"));
            foreach (var entry in oldest)
            {
                // It is not deleted while it moves.
                using var _ = folder.Hold();
                // One that finds no room, or cannot be read, is not in the way of the others.
                if (late.Contains(entry) && releaser.TryKeep(entry)) late.Gone(entry);
            }
        }
        catch (SpoolException)
        {
            // It stays late, and is tried again; a store that has stopped has said so.
        }
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

    private void LetGo(List<KeptRecord> kept)
    {
        List<SpoolEntry> gone = [.. kept.Where(k => k.Safe).Select(k => k.Entry)];
        releaser.Delete(gone);
        foreach (var entry in gone) Receipted(entry);
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

    [LoggerMessage(LogLevel.Warning, "Records that the hub had stored and lost: {Count}; they are sent again from kept/")]
    private partial void LogAgain(int count);
}
