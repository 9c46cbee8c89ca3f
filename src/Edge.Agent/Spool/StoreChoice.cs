using Edge.Agent.Spool.Files;
using Edge.Agent.Spool.LiteDb;

namespace Edge.Agent.Spool;

/// <summary>The store the settings ask for, and the way of what waits in the other one over to it.</summary>
internal static partial class StoreChoice
{
    // A batch, the largest record beside it, and both once more in LiteDB's log.
    private const long RoomToMove = 24L << 20;
    private const int MostUnread = 8;

    public static IRecordStore Open(SpoolSetup setup)
    {
        if (setup.Options.Store == SpoolOptions.LiteDb && !WaitsForRoom(setup)) return new LiteDbRecordStore(setup);
        return new FileRecordStore(setup.Data.Spool, setup.Data, setup.Disk);
    }

    /// <summary>Moves records over, durable there before they are gone here; a cut leaves some twice, and the next start finishes it.</summary>
    public static void MoveRecords(SpoolSetup setup, IRecordStore to)
    {
        var moved = to is LiteDbRecordStore store ? FromFiles(setup, store) : to.Place == setup.Data.Spool ? FromLiteDb(setup, to) : 0;
        if (moved > 0) LogMoved(setup.Logger, moved, to.Place);
    }

    public static int MoveRecords(LiteDbRecordStore from, IRecordStore to)
    {
        var waiting = from.List().Entries;
        from.MoveTo(to.Place, waiting);
        from.RetireAll();
        return waiting.Count;
    }

    /// <summary>What cannot be read now goes to quarantine/, where each start, this one too, reads it again and queues what is whole: a bad sector must not be in the way of the rest.</summary>
    public static int MoveRecords(SpoolSetup setup, IRecordStore from, LiteDbRecordStore to)
    {
        var waiting = from.List().Entries.OrderBy(e => e.Sequence).ToList();
        if (waiting.Count == 0) return 0;
        to.List();
        var unread = new List<(SpoolEntry Entry, string Why)>();
        to.Take(waiting.Select(e => (e, new Func<byte[]?>(() => Read(from, e, unread)))), from.Remove);
        // Of so many none: this is not about a file.
        if (unread.Count >= MostUnread) throw ReadFault.StartAgain($"{unread.Count} records in {from.Place} cannot be read now: {unread[^1].Why}");
        foreach (var (entry, why) in unread) LogUnread(setup.Logger, entry.RecordId, entry.Sequence, from.Place, why, setup.Data.Quarantine);
        if (unread.Count > 0) from.MoveTo(setup.Data.Quarantine, [.. unread.Select(u => u.Entry)]);
        return waiting.Count - unread.Count;
    }

    private static int FromFiles(SpoolSetup setup, LiteDbRecordStore to)
    {
        using var from = new FileRecordStore(setup.Data.Spool, setup.Data, setup.Disk);
        return MoveRecords(setup, from, to);
    }

    // With files a full board still releases; it moves at a start that finds room.
    private static bool WaitsForRoom(SpoolSetup setup)
    {
        if (HasSegments(setup)) return false;
        var waiting = Directory.Exists(setup.Data.Spool) ? new DirectoryInfo(setup.Data.Spool).EnumerateFiles().Sum(f => f.Length) : 0;
        // LiteDB's pages take up to a fortieth more than files.
        var (free, needed) = (setup.Space.Available(setup.Data.Root), RoomToMove + waiting / 32);
        if (waiting == 0 || free >= needed) return false;
        LogNoRoom(setup.Logger, setup.Data.Spool, setup.Options.Store, free, needed);
        return true;
    }

    private static int FromLiteDb(SpoolSetup setup, IRecordStore to)
    {
        if (!HasSegments(setup)) return 0;
        using var from = new LiteDbRecordStore(setup);
        return MoveRecords(from, to);
    }

    private static bool HasSegments(SpoolSetup setup) => Directory.Exists(setup.Data.Segments) && Directory.EnumerateFiles(setup.Data.Segments).Any();

    // A damaged one goes over as it is: whoever reads it finds out.
    private static byte[]? Read(IRecordStore from, SpoolEntry entry, List<(SpoolEntry, string)> unread)
    {
        try
        {
            using var file = from.Open(entry);
            return RecordFile.ReadAll(file);
        }
        catch (Exception e) when (ReadFault.IsPassing(e))
        {
            unread.Add((entry, e.Message));
            return null;
        }
    }

    [LoggerMessage(LogLevel.Information, "Spool:Store has changed; records that wait and were moved to {Place}: {Count}")]
    private static partial void LogMoved(ILogger logger, int count, string place);

    [LoggerMessage(LogLevel.Warning, "Records wait in {Folder} as files, and to move them for Spool:Store={Store} takes room: {Free} bytes are free, {Needed} are needed. They stay files until a start finds that much")]
    private static partial void LogNoRoom(ILogger logger, string folder, string store, long free, long needed);

    [LoggerMessage(LogLevel.Warning, "Record {RecordId} (number {Sequence}) in {Place} cannot be read now: {Reason}. Its file goes to {Folder} and is read again at each start")]
    private static partial void LogUnread(ILogger logger, Guid recordId, ulong sequence, string place, string reason, string folder);
}
