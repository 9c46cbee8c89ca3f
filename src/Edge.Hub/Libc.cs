using System.Runtime.InteropServices;

namespace Edge.Hub;

/// <summary>What .NET has no word for.</summary>
internal static partial class Libc
{
    public const int SigHup = 1;
    public const int SigKill = 9;
    public const int SigTerm = 15;
    public const int WouldBlock = 11;
    public const int ReadOnlyFileSystem = 30;
    public const int ReadOnly = 0;
    public const int CloseOnExec = 0x80000;
    public const int SetDumpable = 4;

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string path, int flags);

    public const int CurrentFolder = -100;
    public const uint StatInode = 0x100;

    /// <summary>Fills a struct statx of 256 bytes, the same on every machine: the inode's number is at byte 32, the device's at 136.</summary>
    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static unsafe partial int StatX(int folder, string path, int flags, uint mask, byte* statx);

    public const int DoNotNeed = 4;

    // The 64-bit form takes 64-bit offsets on 32-bit ARM too. It returns the error instead of setting errno.
    [LibraryImport("libc", EntryPoint = "posix_fadvise64")]
    public static partial int Advise(Microsoft.Win32.SafeHandles.SafeFileHandle file, long offset, long length, int advice);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    public static partial int Fsync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "umask")]
    public static partial uint Umask(uint mask);

    [LibraryImport("libc", EntryPoint = "prctl", SetLastError = true)]
    public static partial int Prctl(int option, nuint value, nuint third, nuint fourth, nuint fifth);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    public static partial int Kill(int pid, int signal);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    public static partial uint EffectiveUser();
}
