using System.Runtime.InteropServices;

namespace Edge.Benchmarks.Uplink.Links;

/// <summary>The kernel's calls about networks that .NET does not have.</summary>
internal static partial class LinuxNet
{
    public const int ReadWrite = 2;
    public const short PollIn = 1;
    public const int PacketFamily = 17; // AF_PACKET
    public const int Datagram = 2; // SOCK_DGRAM: packets from their IP header on
    public const int InternetProtocol = 0x0008; // ETH_P_IP in network order
    private const nuint TunSetInterface = 0x400454ca; // TUNSETIFF

    /// <summary>Makes the TUN device of that name for an open /dev/net/tun; packets come and go bare.</summary>
    public static unsafe int NameTun(int file, string name)
    {
        var request = stackalloc byte[40];
        new Span<byte>(request, 40).Clear();
        for (var i = 0; i < name.Length && i < 15; i++) request[i] = (byte)name[i];
        *(ushort*)(request + 16) = 0x1001; // IFF_TUN, IFF_NO_PI
        return Control(file, TunSetInterface, request);
    }

    [LibraryImport("libc", EntryPoint = "setns", SetLastError = true)]
    public static partial int SetNamespace(int file, int kind);

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    public static partial int Socket(int family, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "recv", SetLastError = true)]
    public static unsafe partial nint Receive(int socket, byte* bytes, nint count, int flags);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    public static unsafe partial nint Read(int file, byte* bytes, nint count);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    public static unsafe partial int Poll(PollEntry* entries, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static unsafe partial int Control(int file, nuint request, byte* argument);

    /// <summary>Waits for something to read, not for ever; false where nothing came.</summary>
    public static unsafe bool WaitReadable(int file, int milliseconds)
    {
        var entry = new PollEntry { Descriptor = file, Events = PollIn };
        return Poll(&entry, 1, milliseconds) > 0;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct PollEntry
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }
}
