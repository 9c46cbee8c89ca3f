using System.Runtime.InteropServices;
using System.Text;

namespace Edge.Hub;

/// <summary>Writes a small file so that after a power cut either the old or the new content is there, whole.</summary>
internal static class DurableFile
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static void WriteText(string path, string text) => Write(path, Encoding.UTF8.GetBytes(text));

    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        var temporary = path + ".tmp";
        File.Delete(temporary);
        using (var file = new FileStream(temporary, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = Private,
        }))
        {
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }
        File.Move(temporary, path, overwrite: true);
        SyncFolder(Path.GetDirectoryName(path)!);
    }

    /// <summary>The same on a stick, some of whose file systems cannot sync a folder; the files in it are synced in any case.</summary>
    public static void SyncFolderIfPossible(string folder)
    {
        try
        {
            SyncFolder(folder);
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            // As said.
        }
    }

    /// <summary>Makes names written into a folder survive a power cut; .NET cannot open folders.</summary>
    public static void SyncFolder(string folder)
    {
        var descriptor = Libc.Open(folder, Libc.ReadOnly | Libc.CloseOnExec);
        if (descriptor < 0) throw new IOException($"{folder} cannot be opened to sync it (errno {Marshal.GetLastPInvokeError()})");
        try
        {
            if (Libc.Fsync(descriptor) != 0) throw new IOException($"{folder} cannot be synced (errno {Marshal.GetLastPInvokeError()})");
        }
        finally
        {
            _ = Libc.Close(descriptor);
        }
    }
}
