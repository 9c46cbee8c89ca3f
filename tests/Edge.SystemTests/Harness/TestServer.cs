using System.Net;
using System.Net.Sockets;

namespace Edge.SystemTests.Harness;

/// <summary>Takes connections and hands each to the test.</summary>
internal sealed class TestServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public TestServer() => _listener.Start();

    public IPEndPoint EndPoint => (IPEndPoint)_listener.LocalEndpoint;

    public bool HasWaiting => _listener.Pending();

    public async Task<NetworkStream> TakeAsync(CancellationToken cancellationToken) => new(await _listener.AcceptSocketAsync(cancellationToken), ownsSocket: true);

    public static async Task<NetworkStream> ConnectAsync(IPEndPoint endPoint, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(endPoint, cancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }

    public void Dispose() => _listener.Dispose();
}
