using System.Runtime.InteropServices;
using Edge.Hosting.Linux;
using Edge.Hosting.Waiting;

namespace Edge.Agent.Uplink;

/// <summary>Hears of links, addresses and routes from the kernel (AF_NETLINK, NETLINK_ROUTE), within milliseconds. Where that is not to be had, nothing is ever heard and attempts go by time alone.</summary>
internal sealed partial class NetlinkWatch : ILinkWatch, IDisposable
{
    private const int Family = 16;
    private const int Raw = 3;
    private const int CloseOnExec = 0x80000;
    private const uint Groups = 0x1 | 0x10 | 0x40 | 0x100 | 0x400; // LINK, IPV4_IFADDR, IPV4_ROUTE, IPV6_IFADDR, IPV6_ROUTE
    private const int Interrupted = 4;
    private const int Overrun = 105; // ENOBUFS: some messages were lost, so something has changed

    private readonly int _socket;
    private readonly Signal _changed = new();
    private readonly SysFiles _files = new();

    /// <summary>Listens in the network namespace of the calling thread.</summary>
    public NetlinkWatch(ILogger<NetlinkWatch> logger)
    {
        _socket = Open();
        if (_socket < 0)
        {
            LogDeaf(logger, Marshal.GetLastPInvokeError());
            return;
        }
        new Thread(Listen, maxStackSize: 256 * 1024) { IsBackground = true, Name = "netlink" }.Start();
    }

    public Task Changed => _changed.Next;

    public IReadOnlyList<string> Interfaces => DefaultRoutes.Interfaces(_files);

    // Shut down rather than closed: the thread that reads closes it, so that its number is nobody else's by then.
    public void Dispose()
    {
        if (_socket >= 0) _ = shutdown(_socket, 2);
    }

    private static unsafe int Open()
    {
        var socket = NetlinkWatch.socket(Family, Raw | CloseOnExec, 0);
        if (socket < 0) return -1;
        var address = stackalloc uint[3] { Family, 0, Groups }; // sockaddr_nl: family (2) and padding (2), port, groups
        if (bind(socket, address, 12) == 0) return socket;
        _ = close(socket);
        return -1;
    }

    private unsafe void Listen()
    {
        var buffer = new byte[16 * 1024];
        while (true)
        {
            nint got;
            fixed (byte* bytes = buffer) got = recv(_socket, bytes, (nuint)buffer.Length, 0);
            var error = got < 0 ? Marshal.GetLastPInvokeError() : 0;
            if (got == 0 || (got < 0 && error is not (Interrupted or Overrun))) break;
            if (error == Overrun || (got > 0 && LinkEvents.TellOfLink(buffer.AsSpan(0, (int)got)))) _changed.Set();
        }
        _ = close(_socket);
    }

    [LoggerMessage(LogLevel.Warning, "Changes of the network cannot be heard of (errno {Error}); the board tries to connect by time alone")]
    private static partial void LogDeaf(ILogger logger, int error);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int socket(int domain, int type, int protocol);

    [LibraryImport("libc", SetLastError = true)]
    private static unsafe partial int bind(int descriptor, uint* address, uint length);

    [LibraryImport("libc", SetLastError = true)]
    private static unsafe partial nint recv(int descriptor, byte* buffer, nuint length, int flags);

    [LibraryImport("libc")]
    private static partial int shutdown(int descriptor, int how);

    [LibraryImport("libc")]
    private static partial int close(int descriptor);
}

/// <summary>Tells when the network has changed so that a connection may have become possible.</summary>
internal interface ILinkWatch
{
    /// <summary>Completes at the next change after the call: a carrier, an address or a route came.</summary>
    Task Changed { get; }

    /// <summary>The interfaces with a default route, the best first.</summary>
    IReadOnlyList<string> Interfaces { get; }
}
