using System.Runtime.InteropServices;

namespace Edge.Benchmarks.Measuring;

/// <summary>The kernel's calls as plainly as they come: the baseline must not share the code it is compared with.</summary>
internal static partial class LibC
{
    public const int ReadOnly = 0;
    public const int CreateNew = 0x1 | 0x40 | 0x80; // O_WRONLY, O_CREAT, O_EXCL

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    public static partial int Open(string path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    public static unsafe partial nint Write(int file, byte* bytes, nint count);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    public static partial int FSync(int file);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int file);

    [LibraryImport("libc", EntryPoint = "rename", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    public static partial int Rename(string from, string to);

    [LibraryImport("libc", EntryPoint = "syncfs", SetLastError = true)]
    public static partial int SyncFileSystem(int file);
}
