using Edge.Agent.Spool.Files;
using Edge.Agent.Storage;
using Edge.Contracts.Records;
using Edge.Hosting.Linux;
using Microsoft.Data.Sqlite;

namespace Edge.Agent.Spool;

/// <summary>Writes one record so that after it returns a power cut does not lose it, and before it returns nothing of it is queued.</summary>
internal sealed class RecordWriter(DataFolder data, SpoolOptions options, IRecordStore store, IDisk disk, IFreeSpace space, FailStop failStop, Func<Func<long>, bool> makeRoom)
{
    private Refused? _refused;

    /// <summary>Why the last record was refused for want of room; null when it would find room now.</summary>
    public string? NoRoom => Volatile.Read(ref _refused)?.Reason;

    public SpoolEntry Write(RecordManifest manifest, ReadOnlySpan<byte> sealedBytes)
    {
        var size = RecordFrame.HeaderLength(manifest) + (long)sealedBytes.Length;
        try
        {
            var entry = Write(manifest, sealedBytes, size);
            Volatile.Write(ref _refused, null);
            return entry;
        }
        catch (SpoolFullException e)
        {
            Volatile.Write(ref _refused, new Refused(size, e.Message));
            throw;
        }
    }

    /// <summary>Tries whether the refused record would find room now: a kiosk that gives no tickets brings no record that could show it.</summary>
    public void LookForRoom()
    {
        if (Volatile.Read(ref _refused) is not { } refused || space.Available(data.Root) - refused.Bytes < options.ReserveBytes) return;
        var probe = Path.Combine(data.Tmp, "room");
        try
        {
            disk.Delete(probe);
            disk.CreateFile(probe, refused.Bytes).Dispose();
            disk.Delete(probe);
            Interlocked.CompareExchange(ref _refused, null, refused);
        }
        catch (DiskException)
        {
            // No room yet, or worse: the next record tells.
        }
    }

    private SpoolEntry Write(RecordManifest manifest, ReadOnlySpan<byte> sealedBytes, long size)
    {
        CheckReserve(size);
        var entry = RecordFileName.Entry(manifest, size);
        try
        {
            store.Write(entry, manifest, sealedBytes);
            return entry;
        }
        catch (DiskException e) when (e.IsFull)
        {
            throw new SpoolFullException($"Record of {size} bytes was not written to {store.Place}: {e.Message}; {Advice(e, size)}", e);
        }
        catch (DiskException e)
        {
            throw failStop.Judge(e, $"Record of {size} bytes was not written to {store.Place}");
        }
    }

    // The kernel has one error for a disk without room and for one without room for another name.
    private string Advice(DiskException e, long size)
    {
        if (e.Errno == LibC.QuotaExceeded) return "the quota of the agent's user is used up: raise it";
        var free = space.Available(data.Root);
        return e.Operation == LinuxDisk.Creating && free - size >= options.ReserveBytes
            ? $"{free} bytes are free, so its inodes are used up (df -i {data.Root}): remove small files"
            : $"the disk is full ({free} bytes free): make room";
    }

    private void CheckReserve(long size)
    {
        long free;
        if (Missing() <= 0 || (MadeRoom(Missing) && Missing() <= 0)) return;
        throw new SpoolFullException($"{data.Root} has {free} bytes free; a record of {size} bytes would leave less than the reserve Spool:ReserveBytes={options.ReserveBytes}. "
            + "Intake resumes when there is room: restore the uplink or carry records out.");

        long Missing() => options.ReserveBytes + size - (free = space.Available(data.Root));
    }

    private bool MadeRoom(Func<long> missing)
    {
        try
        {
            return makeRoom(missing);
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

    private sealed record Refused(long Bytes, string Reason);
}
