using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Edge.Mqtt;

/// <summary>Over which network interface a connection goes; null is the kernel's choice.</summary>
public static class NetworkWay
{
    private const int SocketLevel = 1;
    private const int BindToDevice = 25;

    /// <summary>Those that may lead to an address, the kernel's choice first, or turned round by so many.</summary>
    /// <param name="interfaces">Those with a default route.</param>
    public static IReadOnlyList<string?> To(IPAddress hub, IReadOnlyList<string> interfaces, int first = 0)
    {
        // Most boards have one, and asking the kernel for its choice costs a few system calls.
        if (interfaces.Count < 2 || IPAddress.IsLoopback(hub)) return [null];
        var kernels = SegmentSize.InterfaceTo(hub);
        List<string?> ways = [null, .. interfaces.Where(i => i != kernels)];
        var turn = (int)((uint)first % ways.Count);
        return [.. ways.Skip(turn), .. ways.Take(turn)];
    }

    /// <summary>Ties a socket that is not connected yet to a way. Needs no privilege since Linux 5.7.</summary>
    /// <exception cref="SocketException">There is no such interface any more, or the kernel does not allow it.</exception>
    public static void Bind(Socket socket, string? way)
    {
        if (way is not null) socket.SetRawSocketOption(SocketLevel, BindToDevice, Encoding.UTF8.GetBytes(way));
    }
}
