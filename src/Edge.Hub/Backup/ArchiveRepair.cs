using Edge.Hub.Archive;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Backup;

/// <summary>A stored record whose bytes went bad on this disk is a record this hub has lost: it is asked for again while its board still keeps it.</summary>
internal sealed partial class ArchiveRepair(ArchiveWriter archive, TimeProvider time, ILogger<ArchiveRepair> logger)
{
    /// <summary>Looks at these rows itself and takes back the receipts of those that are damaged; boards hear of it when they next tell what they keep.</summary>
    /// <returns>How many were damaged.</returns>
    /// <exception cref="HubException">One is whole here: then it is the copy that is damaged.</exception>
    public async Task<int> AskAgainAsync(IReadOnlyList<long> suspects, CancellationToken cancellationToken)
    {
        var damaged = 0;
        foreach (var key in suspects)
        {
            using var turn = await archive.TurnAsync(cancellationToken);
            await using var db = await archive.OpenAsync(cancellationToken);
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            var row = await db.Set<ArchivedRecord>().AsNoTracking().SingleOrDefaultAsync(r => r.Key == key && r.State == RecordState.Stored, cancellationToken);
            // Deleted since the copy was begun: it is safe elsewhere, and there is nothing here to ask for.
            if (row is null or { PayloadDeletedAt: not null }) continue;
            if (await SealedBytes.AreGoodAsync(db, row, cancellationToken)) throw new HubException($"the backup is damaged: record number {row.Sequence} of {row.Node} is whole in the archive and not in the backup; write it again, to another medium");
            await TakeBackAsync(db, row, cancellationToken);
            await IncidentLog.NoteAsync(db, row.Node, "damaged-in-archive", $"record number {row.Sequence} went bad on the hub's disk; its board is asked for it again", 1, time.GetUtcNow(), cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            archive.Changed.Touch(row.Node, ChangedOf.Archive);
            damaged++;
            LogDamaged(row.RecordId, row.Node, row.Sequence);
        }
        return damaged;
    }

    /// <summary>Makes a stored row one that is still to be received.</summary>
    public static async Task TakeBackAsync(HubDb db, ArchivedRecord row, CancellationToken cancellationToken)
    {
        var key = row.Key;
        var number = await BoardCounts.NumberOfAsync(db, row.Node, row.Sequence, key, cancellationToken);
        var notSafe = row.SafeSince is null && row.StoredNumber > await BackupRegistry.SafeUpToAsync(db, cancellationToken);
        await BoardCounts.AddAsync(db, new BoardCounts { Node = row.Node, Stored = -1, Receiving = 1, Numbers = -number, StoredBytes = -row.SealedSize, NotSafe = notSafe ? -1 : 0 }, cancellationToken);
        if (row.StoredNumber is { } used) await BackupRegistry.KeepNumberAsync(db, used, cancellationToken);
        if (row.Counted is > 0) await ProgressTally.TakeBackAsync(db, row.Counted.Value, cancellationToken);
        await db.Set<ArchivedChunk>().Where(c => c.RecordKey == key).ExecuteDeleteAsync(cancellationToken);
        await db.Set<ArchivedRecord>().Where(r => r.Key == key).ExecuteUpdateAsync(r => r
            .SetProperty(x => x.State, RecordState.Receiving)
            .SetProperty(x => x.Flags, x => x.Flags | RecordFlags.TakenBack)
            .SetProperty(x => x.StoredAt, (DateTimeOffset?)null)
            .SetProperty(x => x.Receipt, (byte[]?)null)
            .SetProperty(x => x.StoredNumber, (long?)null)
            .SetProperty(x => x.SafeSince, (DateTimeOffset?)null)
            .SetProperty(x => x.PayloadDeletedAt, (DateTimeOffset?)null), cancellationToken);
    }

    [LoggerMessage(LogLevel.Error, "Stored record {RecordId} of board {Node} (number {Sequence}) no longer matches its manifest: the disk is failing; its board is asked for it again")]
    private partial void LogDamaged(Guid recordId, string node, long sequence);
}
