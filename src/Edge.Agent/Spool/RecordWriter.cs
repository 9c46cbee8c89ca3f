using Edge.Agent.Storage;
using Edge.Contracts.Records;
using Microsoft.Data.Sqlite;

namespace Edge.Agent.Spool;

/// <summary>Writes one record so that after it returns a power cut does not lose it, and before it returns nothing of it is queued.</summary>
internal sealed class RecordWriter(DataFolder data, SpoolOptions options, IRecordStore store, IFreeSpace space, FailStop failStop, Func<long, bool> makeRoom)
{
    public SpoolEntry Write(RecordManifest manifest, ReadOnlySpan<byte> sealedBytes)
    {
        var size = RecordFrame.HeaderLength(manifest) + (long)sealedBytes.Length;
        CheckReserve(size);
        var entry = RecordFileName.Entry(manifest, size);
        try
        {
            store.Write(entry, manifest, sealedBytes);
            return entry;
        }
        catch (DiskException e)
        {
            throw failStop.Judge(e, $"Record of {size} bytes was not written to {store.Place}");
        }
    }

    private void CheckReserve(long size)
    {
        var free = space.Available(data.Root);
        if (free - size >= options.ReserveBytes) return;
        if (MadeRoom(options.ReserveBytes + size - free) && (free = space.Available(data.Root)) - size >= options.ReserveBytes) return;
        throw new SpoolFullException($"{data.Root} has {free} bytes free; a record of {size} bytes would leave less than the reserve Spool:ReserveBytes={options.ReserveBytes}. "
            + "Intake resumes when there is room: restore the uplink or carry records out.");
    }

    private bool MadeRoom(long bytes)
    {
        try
        {
            return makeRoom(bytes);
        }
        catch (DiskException e)
        {
            throw failStop.Judge(e, $"Kept records were not deleted from {data.Kept} to make room");
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new SpoolException($"There is no room for the record, and what is kept in {data.Kept} cannot be told: {e.Message}", e);
        }
    }
}
