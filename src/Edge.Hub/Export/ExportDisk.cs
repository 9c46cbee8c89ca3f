using Edge.Hosting.Linux;

namespace Edge.Hub.Export;

/// <summary>The disk an export goes to: often a stick, whatever its file system.</summary>
internal static class ExportDisk
{
    /// <summary>True where the file holds these bytes and no others: read from the disk, not from memory.</summary>
    public static bool Holds(string path, ReadOnlySpan<byte> bytes)
    {
        using var file = File.OpenHandle(path);
        if (RandomAccess.GetLength(file) != bytes.Length) return false;
        // What was synced is forgotten by the cache, so that the read tells of the disk. Where that is not possible it is still a read.
        _ = LibC.Advise(file, 0, 0, LibC.DoNotNeed);
        var piece = new byte[64 * 1024];
        for (var at = 0; at < bytes.Length;)
        {
            var read = RandomAccess.Read(file, piece, at);
            if (read == 0 || !bytes.Slice(at, read).SequenceEqual(piece.AsSpan(0, read))) return false;
            at += read;
        }
        return true;
    }

    /// <summary>True where the next record would fail just as well: the disk is full, read-only, or gone.</summary>
    public static bool IsOver(IOException e, string folder) => e.HResult is LibC.NoSpace or LibC.QuotaExceeded or LibC.NoDevice or LibC.ReadOnlyFileSystem || !Directory.Exists(folder);
}
