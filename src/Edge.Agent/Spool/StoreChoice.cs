using Edge.Agent.Spool.Files;
using Edge.Agent.Spool.LiteDb;

namespace Edge.Agent.Spool;

/// <summary>The store the settings ask for, and the way of what waits in the other one over to it.</summary>
internal static partial class StoreChoice
{
    public static IRecordStore Open(SpoolSetup setup) =>
        setup.Options.Store == SpoolOptions.LiteDb ? new LiteDbRecordStore(setup) : new FileRecordStore(setup.Data.Spool, setup.Data, setup.Disk);

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

    private static int FromFiles(SpoolSetup setup, LiteDbRecordStore to)
    {
        var from = new FileRecordStore(setup.Data.Spool, setup.Data, setup.Disk);
        var waiting = from.List().Entries.OrderBy(e => e.Sequence).ToList();
        if (waiting.Count == 0) return 0;
        to.List();
        to.Take(waiting.Select(e => (e, new Func<byte[]>(() => Read(from, e)))), from.Remove);
        return waiting.Count;
    }

    private static int FromLiteDb(SpoolSetup setup, IRecordStore to)
    {
        if (!Directory.Exists(setup.Data.Segments) || !Directory.EnumerateFiles(setup.Data.Segments).Any()) return 0;
        using var from = new LiteDbRecordStore(setup);
        return MoveRecords(from, to);
    }

    // A damaged one goes over as it is: whoever reads it finds out.
    private static byte[] Read(FileRecordStore from, SpoolEntry entry)
    {
        using var file = from.Open(entry);
        var bytes = new byte[file.Length];
        return bytes[..RecordFile.Fill(file, 0, bytes)];
    }

    [LoggerMessage(LogLevel.Information, "Spool:Store has changed: {Count} record(s) that wait were moved to {Place}")]
    private static partial void LogMoved(ILogger logger, int count, string place);
}
