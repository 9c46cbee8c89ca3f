using System.Runtime.InteropServices;

namespace Edge.Mqtt.Mosquitto;

/// <summary>System calls of Linux that .NET does not offer for a socket another library owns.</summary>
internal static unsafe partial class Libc
{
    public const short PollIn = 0x1;
    public const short PollOut = 0x4;
    public const short PollError = 0x8;
    public const short PollHangUp = 0x10;

    private const int SolSocket = 1;
    private const int TcpLevel = 6;

    [StructLayout(LayoutKind.Sequential)]
    public struct PollEntry
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }

    public static int NewEvent() => eventfd(0, 0x80000 | 0x800); // EFD_CLOEXEC | EFD_NONBLOCK

    public static void Signal(int descriptor)
    {
        ulong one = 1;
        _ = write(descriptor, (byte*)&one, sizeof(ulong));
    }

    public static void Reset(int descriptor)
    {
        ulong value;
        _ = read(descriptor, (byte*)&value, sizeof(ulong));
    }

    public static void Close(int descriptor) => _ = close(descriptor);

    public static int Duplicate(int descriptor) => fcntl(descriptor, 1030, 0); // F_DUPFD_CLOEXEC

    public static int Poll(PollEntry* entries, int count, int milliseconds) => poll(entries, (nuint)count, milliseconds);

    public static void SetUserTimeout(int socket, TimeSpan timeout) => Set(socket, TcpLevel, 18, (int)timeout.TotalMilliseconds);

    public static void SetSendBuffer(int socket, int bytes) => Set(socket, SolSocket, 7, bytes);

    /// <summary>SO_ERROR: reading it also clears it.</summary>
    public static int TakeError(int socket)
    {
        int value = 0, length = sizeof(int);
        return getsockopt(socket, SolSocket, 4, &value, &length) == 0 ? value : 0;
    }

    /// <summary>SIOCOUTQ: bytes the other side's kernel has not yet acknowledged.</summary>
    public static int Unacknowledged(int socket)
    {
        int value = 0;
        return ioctl(socket, 0x5411, &value) == 0 ? value : 0;
    }

    private static void Set(int socket, int level, int option, int value) => _ = setsockopt(socket, level, option, &value, sizeof(int));

    [LibraryImport("libc")]
    private static partial int eventfd(uint initial, int flags);

    [LibraryImport("libc")]
    private static partial nint write(int descriptor, byte* buffer, nuint count);

    [LibraryImport("libc")]
    private static partial nint read(int descriptor, byte* buffer, nuint count);

    [LibraryImport("libc")]
    private static partial int close(int descriptor);

    [LibraryImport("libc")]
    private static partial int fcntl(int descriptor, int command, int argument);

    [LibraryImport("libc")]
    private static partial int poll(PollEntry* entries, nuint count, int milliseconds);

    [LibraryImport("libc")]
    private static partial int setsockopt(int socket, int level, int option, int* value, uint length);

    [LibraryImport("libc")]
    private static partial int getsockopt(int socket, int level, int option, int* value, int* length);

    [LibraryImport("libc")]
    private static partial int ioctl(int descriptor, nuint request, int* value);
}
