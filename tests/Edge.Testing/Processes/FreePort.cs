using System.Net;
using System.Net.Sockets;

namespace Edge.Testing.Processes;

/// <summary>Ports of the loopback that nobody listens on at the moment of asking.</summary>
internal static class FreePort
{
    public static IPEndPoint Next()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return (IPEndPoint)listener.LocalEndpoint;
    }

    public static bool IsFree(IPEndPoint endPoint)
    {
        try
        {
            using var listener = new TcpListener(endPoint);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
