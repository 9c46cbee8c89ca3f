using System.Text;

namespace Edge.Hosting.Linux;

/// <summary>Small files and folders that must survive a power cut, whole or not at all.</summary>
internal static class DurableFile
{
    /// <summary>Replaces a file: written beside it, fsync, rename, fsync of the folder.</summary>
    /// <param name="mode">Who may read it, where that is not its owner alone.</param>
    public static void Replace(IDisk disk, string path, ReadOnlySpan<byte> bytes, UnixFileMode? mode = null)
    {
        var temporary = path + ".new";
        disk.Delete(temporary);
        using (var file = disk.CreateFile(temporary, bytes.Length))
        {
            file.Write(bytes);
            if (mode is { } readers) File.SetUnixFileMode(temporary, readers);
            file.Sync();
        }
        disk.Rename(temporary, path);
        disk.SyncFolder(Path.GetDirectoryName(path)!);
    }

    /// <summary>The same on the disk as the kernel gives it.</summary>
    public static void Write(string path, ReadOnlySpan<byte> bytes) => Replace(new LinuxDisk(), path, bytes);

    public static void WriteText(string path, string text) => Write(path, Encoding.UTF8.GetBytes(text));

    /// <summary>Makes names written into a folder survive a power cut; .NET cannot open folders.</summary>
    public static void SyncFolder(string folder) => new LinuxDisk().SyncFolder(folder);

    /// <summary>The same on a stick, some of whose file systems cannot sync a folder; the files in it are synced in any case.</summary>
    public static void SyncFolderIfPossible(string folder)
    {
        try
        {
            SyncFolder(folder);
        }
        catch (DiskException e) when (e.Errno is LibC.InvalidArgument or LibC.NotSupported)
        {
            // As said. Any other error is one of the stick.
        }
    }

    /// <summary>Puts a folder that is whole in the place of another, in one step; what was there has the first one's name afterwards.</summary>
    public static void Swap(IDisk disk, string fresh, string place)
    {
        disk.SyncFolder(fresh);
        if (Directory.Exists(place)) disk.Exchange(fresh, place);
        else disk.Rename(fresh, place);
        disk.SyncFolder(Path.GetDirectoryName(place)!);
    }

    /// <summary>Makes a folder and the parents it lacks, each durable in its parent.</summary>
    public static void EnsureFolder(IDisk disk, string path)
    {
        if (Directory.Exists(path)) return;
        var parent = Path.GetDirectoryName(path) ?? throw new IOException($"{path} has no parent folder");
        EnsureFolder(disk, parent);
        disk.CreateFolder(path);
        disk.SyncFolder(parent);
    }
}
