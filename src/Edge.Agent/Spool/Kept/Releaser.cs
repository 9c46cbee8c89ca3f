using Edge.Agent.Storage;
using Edge.Contracts.Wire;
using Edge.Hosting;
using Edge.Hosting.Linux;
using Microsoft.Data.Sqlite;

namespace Edge.Agent.Spool.Kept;

/// <summary>The release order: receipt into the ledger, then the file into kept/, then both folders; and later, safe into the ledger, then the file away. A crash between any two repeats the step.</summary>
internal sealed class Releaser(DataFolder data, IRecordStore store, ReleaseLedger ledger, KeptLedger keptLedger, KeptFolder kept, Ballast ballast, FailStop failStop, TimeProvider time)
{
    /// <exception cref="SpoolException">Not released; safe to repeat.</exception>
    public void Record(IReadOnlyList<(StoredReceipt Receipt, SignedReceipt Signed)> receipts) => WithBallast(() =>
    {
        ledger.Add(receipts, time.GetUtcNow());
        return true;
    }, $"{Counted.Of(receipts.Count, "receipt")}, the first of record number {receipts[0].Receipt.Sequence}, were not written to {data.StateDatabase}");

    /// <summary>Moves released records to kept/.</summary>
    /// <returns>Those that stay where they are for now, since a move is a copy there and finds no room.</returns>
    /// <exception cref="SpoolException">Not moved; safe to repeat.</exception>
    public IReadOnlyCollection<SpoolEntry> Keep(IReadOnlyCollection<SpoolEntry> entries)
    {
        if (entries.Count == 0) return [];
        // Together where there is room for all, or as far as it reaches.
        if (store.MovesByCopying) return TryCopy(entries) ? [] : [.. entries.Where(e => !TryCopy([e]))];
        Move(entries, spend: true);
        return [];
    }

    /// <exception cref="SpoolException">Not written down; safe to repeat.</exception>
    public void MarkSafe(SafeReceipt receipt, SignedReceipt signed) => WithBallast(() =>
    {
        keptLedger.MarkSafe(receipt, signed, time.GetUtcNow());
        return true;
    }, $"A safe receipt was not written to {data.StateDatabase}");

    /// <exception cref="SpoolException">Not all deleted; safe to repeat.</exception>
    public void Delete(IReadOnlyCollection<SpoolEntry> entries) => WithBallast(() =>
    {
        kept.Delete(entries);
        return true;
    }, $"{Counted.Of(entries.Count, "record")} safe away from the hub were not deleted from {data.Kept}");

    /// <exception cref="SpoolException">Not written down; safe to repeat.</exception>
    public void Settle(ArchiveState archive) => WithBallast(() =>
    {
        keptLedger.Settled = archive;
        return true;
    }, $"Archive epoch {archive.Epoch} was not written to {data.StateDatabase}");

    /// <summary>The same for one, of which nobody waits for the end: false where it cannot be moved now, for whatever passing reason.</summary>
    /// <exception cref="SpoolException">The store has stopped.</exception>
    public bool TryKeep(SpoolEntry entry)
    {
        try
        {
            return Keep([entry]).Count == 0;
        }
        catch (SpoolException) when (failStop.Reason is null)
        {
            return false;
        }
    }

    // The ballast's room is for the ledger, without which no record is released at all, and for marking as gone, which makes room.
    private bool TryCopy(IReadOnlyCollection<SpoolEntry> entries)
    {
        if (!ballast.Spares(entries.Sum(e => e.FileSize))) return false;
        try
        {
            Move(entries, spend: false);
            return true;
        }
        catch (SpoolFullException)
        {
            return false;
        }
    }

    private void Move(IReadOnlyCollection<SpoolEntry> entries, bool spend) => WithBallast(() =>
    {
        store.MoveTo(data.Kept, entries);
        return true;
    }, $"{Counted.Of(entries.Count, "released record")} were not moved to {data.Kept}", spend);

    private void WithBallast(Func<bool> step, string what, bool spend = true)
    {
        try
        {
            if (!Try(step, last: !spend)) Try(step, last: true);
        }
        catch (DiskException e)
        {
            throw failStop.Judge(e, what);
        }
        catch (Exception e) when (ReadFault.IsPassing(e))
        {
            throw new SpoolException($"{what}: {e.Message}; it will be tried again.", e);
        }
        catch (SqliteException e) when (SqliteFault.IsFull(e))
        {
            throw new SpoolFullException($"{what}: the disk is full and the ballast is spent; make room, then it is done by itself.", e);
        }
        catch (SqliteException e) when (SqliteFault.IsPassing(e))
        {
            throw new SpoolException($"{what}: {e.Message} (code {e.SqliteExtendedErrorCode}); nothing was written, it will be tried again.", e);
        }
        catch (SqliteException e)
        {
            failStop.Trip($"{what}: {e.Message} (code {e.SqliteExtendedErrorCode})");
            throw new SpoolException($"{what}: {e.Message}. The store has stopped; restart the agent.", e);
        }
    }

    private bool Try(Func<bool> step, bool last = false)
    {
        try
        {
            return step();
        }
        catch (DiskException e) when (e.IsFull && !last && ballast.GiveUp())
        {
            return false;
        }
        catch (SqliteException e) when (SqliteFault.IsFull(e) && !last && ballast.GiveUp())
        {
            return false;
        }
    }
}
