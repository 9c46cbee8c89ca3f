using Edge.Contracts;
using Edge.Contracts.Records;
using Edge.Contracts.Signing;
using Microsoft.Win32.SafeHandles;

namespace Edge.Agent.Spool;

/// <summary>Opens a queued file and believes it only where name, size, form and signature agree.</summary>
internal sealed class SpoolReader(IReadOnlyList<VerifyingKey> keys)
{
    /// <exception cref="MalformedException">The file is damaged.</exception>
    /// <exception cref="IOException">The disk cannot read it, or it is not there.</exception>
    public (RecordManifest Manifest, SafeFileHandle File) Open(SpoolEntry entry, string folder)
    {
        var file = File.OpenHandle(Path.Combine(folder, RecordFileName.Of(entry)));
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

    public static void CheckName(SpoolEntry entry, RecordManifest manifest)
    {
        if (RecordFileName.Entry(manifest, entry.FileSize) != entry) throw new MalformedException("its name and its manifest speak of different records");
    }

    private static void CheckSize(SafeFileHandle file, RecordManifest manifest)
    {
        var (found, needed) = (RandomAccess.GetLength(file), RecordFrame.HeaderLength(manifest) + (long)manifest.Fields.SealedSize);
        if (found != needed) throw new MalformedException($"the file has {found} bytes; its manifest needs {needed}");
    }
}
