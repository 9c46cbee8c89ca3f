using Edge.Agent.Storage;
using Edge.Contracts.Records;
using Microsoft.Data.Sqlite;

namespace Edge.Agent.Spool;

/// <summary>Writes one record so that after it returns a power cut does not lose it, and before it returns nothing of it is queued.</summary>
internal sealed class RecordWriter(DataFolder data, SpoolOptions options, IDisk disk, IFreeSpace space, FailStop failStop, Func<long, bool> makeRoom)
{
    // A refused record whose name in spool/ may come back after a power cut: its number must not be given again before that is ruled out.
    private string? _refused;

    public SpoolEntry Write(RecordManifest manifest, ReadOnlySpan<byte> sealedBytes)
    {
        var header = RecordFrame.Header(manifest);
        var size = (long)header.Length + sealedBytes.Length;
        CheckReserve(size);
        var entry = RecordFileName.Entry(manifest, size);
        var name = RecordFileName.Of(entry);
        var (temporary, final) = (Path.Combine(data.Tmp, name), Path.Combine(data.Spool, name));
        try
        {
            ForgetRefused();
            using (var file = disk.CreateFile(temporary, size))
            {
                file.Write(header);
                file.Write(sealedBytes);
                file.Sync();
            }
            disk.Rename(temporary, final);
            _refused = final;
            disk.SyncFolder(data.Spool);
            _refused = null;
            return entry;
        }
        catch (DiskException e)
        {
            Remove(temporary);
            if (_refused is not null) Remove(_refused);
            throw failStop.Judge(e, $"Record of {size} bytes was not written to {data.Spool}");
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

    private void ForgetRefused()
    {
        if (_refused is null) return;
        disk.Delete(_refused);
        disk.SyncFolder(data.Spool);
        _refused = null;
    }

    private void Remove(string path)
    {
        try
        {
            disk.Delete(path);
        }
        catch (DiskException)
        {
            // The next start empties tmp/; the next record waits until a refused name in spool/ is gone.
        }
    }
}
