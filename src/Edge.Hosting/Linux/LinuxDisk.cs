using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Edge.Hosting.Linux;

/// <summary>The disk as the kernel gives it.</summary>
internal sealed class LinuxDisk : IDisk, IFreeSpace
{
    /// <summary>What fails for want of a name's room, before any byte is written.</summary>
    public const string Creating = "create";

    private const uint OwnerOnlyFile = 0x180;   // 0600
    private const uint OwnerOnlyFolder = 0x1C0; // 0700

    public void CreateFolder(string path)
    {
        if (Directory.Exists(path)) return;
        if (LibC.MakeFolder(path, OwnerOnlyFolder) != 0) throw Error("create folder", path);
    }

    public IDiskFile CreateFile(string path, long size)
    {
        var handle = Open(path, LibC.WriteOnly | LibC.Create | LibC.Exclusive, Creating);
        var error = size > 0 ? LibC.FAllocate(handle, 0, size) : 0;
        // A file system that cannot reserve still writes; ENOSPC then comes with the write.
        if (error is 0 or LibC.NotSupported or LibC.InvalidArgument) return new LinuxDiskFile(handle, path);
        handle.Dispose();
        _ = LibC.Unlink(path);
        throw new DiskException($"reserve {size} bytes for", path, error);
    }

    public void Rename(string from, string to)
    {
        if (LibC.Rename(from, to) != 0) throw Error("rename", $"{from} to {to}");
    }

    public void Exchange(string one, string other)
    {
        if (LibC.Exchange(one, other) != 0) throw Error("exchange", $"{one} and {other}");
    }

    public void Delete(string path)
    {
        if (LibC.Unlink(path) != 0 && Marshal.GetLastPInvokeError() != LibC.NoEntry) throw Error("remove", path);
    }

    public void SyncFolder(string path)
    {
        using var handle = Open(path, LibC.ReadOnly, "open folder");
        if (LibC.FSync(handle) != 0) throw Error("fsync folder", path);
    }

    public long Available(string folder) => new DriveInfo(folder).AvailableFreeSpace;

    internal static DiskException Error(string operation, string path) => new(operation, path, Marshal.GetLastPInvokeError());

    private static SafeFileHandle Open(string path, int flags, string operation)
    {
        var descriptor = LibC.Open(path, flags | LibC.CloseOnExec, OwnerOnlyFile);
        return descriptor >= 0 ? new SafeFileHandle(descriptor, ownsHandle: true) : throw Error(operation, path);
    }
}
