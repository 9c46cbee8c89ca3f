using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Edge.Hosting.Linux;

/// <summary>The C library's calls that .NET does not offer. The flags used are the same on x86 and ARM (O_DIRECTORY is not, so it is not used).</summary>
internal static partial class LibC
{
    public const int ReadOnly = 0;
    public const int WriteOnly = 1;
    public const int Create = 0x40;
    public const int Exclusive = 0x80;
    public const int NonBlock = 0x800;
    public const int CloseOnExec = 0x80000;

    /// <summary>The one flag in use that ARM numbers otherwise.</summary>
    public static int NoFollow { get; } = RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm ? 0x8000 : 0x20000;

    public const int ClockBootTime = 7;
    public const int TimeError = 5;
    public const int SetDumpable = 4;

    public const int SignalHangUp = 1;
    public const int SignalKill = 9;
    public const int SignalTerminate = 15;

    public const int NotPermitted = 1;
    public const int NoEntry = 2;
    public const int InterruptedCall = 4;
    public const int InputOutput = 5;
    public const int WouldBlock = 11;
    public const int NoMemory = 12;
    public const int NoAccess = 13;
    public const int Exists = 17;
    public const int NoDevice = 19;
    public const int NoFilesInSystem = 23;
    public const int NoFiles = 24;
    public const int ReadOnlyFileSystem = 30;
    public const int NotSupported = 95;
    public const int InvalidArgument = 22;
    public const int NoSpace = 28;
    public const int NameTooLong = 36;
    public const int QuotaExceeded = 122;

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    public static partial int Open(string path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    public static unsafe partial nint Write(SafeFileHandle file, byte* bytes, nint count);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    public static partial int FSync(SafeFileHandle file);

    // The 64-bit form takes 64-bit offsets on 32-bit ARM too. It returns the error instead of setting errno.
    [LibraryImport("libc", EntryPoint = "posix_fallocate64")]
    public static partial int FAllocate(SafeFileHandle file, long offset, long length);

    [LibraryImport("libc", EntryPoint = "rename", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    public static partial int Rename(string from, string to);

    public const int DoNotNeed = 4;

    // As above.
    [LibraryImport("libc", EntryPoint = "posix_fadvise64")]
    public static partial int Advise(SafeFileHandle file, long offset, long length, int advice);

    public const int CurrentFolder = -100;
    public const uint StatInode = 0x100;
    public const uint StatOwner = 0x18;

    /// <summary>Fills a struct statx of 256 bytes, as <see cref="FileFacts"/> reads it.</summary>
    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static unsafe partial int StatX(int folder, string path, int flags, uint mask, byte* statx);

    /// <summary>Gives each of two names what the other had, in one step; the folders are those of the process.</summary>
    public static int Exchange(string one, string other) => RenameAt(CurrentFolder, one, CurrentFolder, other, ExchangeNames);

    private const uint ExchangeNames = 2;

    [LibraryImport("libc", EntryPoint = "renameat2", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int RenameAt(int fromFolder, string from, int toFolder, string to, uint flags);

    [LibraryImport("libc", EntryPoint = "unlink", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    public static partial int Unlink(string path);

    [LibraryImport("libc", EntryPoint = "mkdir", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    public static partial int MakeFolder(string path, uint mode);

    [LibraryImport("libc", EntryPoint = "umask")]
    public static partial uint UMask(uint mask);

    [LibraryImport("libc", EntryPoint = "prctl", SetLastError = true)]
    public static partial int PrCtl(int option, nint value, nint unused3, nint unused4, nint unused5);

    [LibraryImport("libc", EntryPoint = "clock_gettime", SetLastError = true)]
    public static partial int ClockGetTime(int clock, out TimeSpec time);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    public static partial int Kill(int process, int signal);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    public static partial uint EffectiveUser();

    /// <summary>Given a zeroed struct timex (modes 0) it changes nothing and returns the clock's state.</summary>
    [LibraryImport("libc", EntryPoint = "adjtimex", SetLastError = true)]
    public static unsafe partial int AdjTimeX(byte* timex);

    /// <summary>Two machine words on every Linux ABI we build for.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct TimeSpec
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
