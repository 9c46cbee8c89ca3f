using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Edge.Agent.Devices.Kernel;

/// <summary>The C library's calls for device files. The flags used are the same on x86 and ARM.</summary>
internal static unsafe partial class DeviceCalls
{
    public const int ReadOnly = 0;
    public const int WriteOnly = 1;
    public const int ReadWrite = 2;

    /// <summary>A terminal does not become ours; nothing waits in open, read or write; no child inherits it.</summary>
    public const int Flags = 0x100 | 0x800 | 0x80000;

    public const short PollIn = 1;
    public const short PollOut = 4;

    public const int Again = 11;
    public const int Interrupted = 4;

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    public static partial int Open(string path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    public static partial nint Read(int file, byte* bytes, nint count);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(int file, byte* bytes, nint count);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    public static partial int Poll(PollFile* files, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "eventfd", SetLastError = true)]
    public static partial int EventFile(uint start, int flags);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    public static partial int IoControl(int file, nuint request, void* argument);

    public static SafeFileHandle Owned(int file) => new(file, ownsHandle: true);

    [StructLayout(LayoutKind.Sequential)]
    internal struct PollFile
    {
        public int File;
        public short Wanted;
        public short Found;
    }
}
