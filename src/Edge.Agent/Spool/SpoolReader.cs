using Edge.Agent.Spool.Files;
using Edge.Contracts;
using Edge.Contracts.Records;
using Edge.Contracts.Signing;

namespace Edge.Agent.Spool;

/// <summary>Opens a queued record and believes it only where name, size, form and signature agree.</summary>
internal sealed class SpoolReader(IReadOnlyList<VerifyingKey> keys)
{
    /// <exception cref="MalformedException">The file is damaged.</exception>
    /// <exception cref="IOException">It is not there, or cannot be read now (<see cref="ReadFault"/>).</exception>
    public (RecordManifest Manifest, IRecordBytes Bytes) Open(SpoolEntry entry, IRecordStore store)
    {
        var file = store.Open(entry);
        try
        {
            var manifest = RecordFile.ReadManifest(file, keys);
            CheckName(entry, manifest);
            CheckSize(file, manifest);
            return (manifest, file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Reads all of it; what seems damaged is looked at twice, with a handle of its own each time.</summary>
    /// <exception cref="MalformedException">It is damaged.</exception>
    /// <exception cref="IOException">It is not there, or cannot be read now (<see cref="ReadFault"/>).</exception>
    public RecordManifest Check(SpoolEntry entry, IRecordStore store)
    {
        try
        {
            return CheckOnce(entry, store);
        }
        catch (MalformedException)
        {
            return CheckOnce(entry, store);
        }
    }

    private RecordManifest CheckOnce(SpoolEntry entry, IRecordStore store)
    {
        var (manifest, file) = Open(entry, store);
        using (file) RecordFile.CheckDigest(file, manifest);
        return manifest;
    }

    public static void CheckName(SpoolEntry entry, RecordManifest manifest)
    {
        if (RecordFileName.Entry(manifest, entry.FileSize) != entry) throw new MalformedException("its name and its manifest speak of different records");
    }

    private static void CheckSize(IRecordBytes file, RecordManifest manifest)
    {
        var (found, needed) = (file.Length, RecordFrame.HeaderLength(manifest) + (long)manifest.Fields.SealedSize);
        if (found != needed) throw new MalformedException($"the file has {found} bytes; its manifest needs {needed}");
    }
}
