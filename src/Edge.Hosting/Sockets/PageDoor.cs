using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Edge.Hosting.Sockets;

/// <summary>
/// A page's own listener. It is bound before the server starts, so that a port in use costs the page and nothing else;
/// what comes in is marked, so that it reaches the page and nothing else, and nothing else reaches the page.
/// </summary>
internal sealed class PageDoor : IDisposable
{
    private const int Backlog = 16;
    private readonly Lock _lock = new();
    private Socket? _socket;

    /// <summary>Where it listens; null where it does not.</summary>
    public IPEndPoint? At { get; private set; }

    /// <summary>Null where it is no address with a port. A port that is left out is not 0: that would be any.</summary>
    public static IPEndPoint? Read(string text) =>
        IPEndPoint.TryParse(text, out var at) && text.EndsWith(string.Create(CultureInfo.InvariantCulture, $":{at.Port}"), StringComparison.Ordinal) ? at : null;

    /// <summary>Binds it; null, or why it cannot be.</summary>
    public string? Open(IPEndPoint wanted)
    {
        lock (_lock)
        {
            var socket = new Socket(wanted.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Bind(wanted);
                // Bound alone does not keep others off.
                socket.Listen(Backlog);
                (_socket, At) = (socket, (IPEndPoint)socket.LocalEndPoint!);
                return null;
            }
            catch (SocketException e)
            {
                socket.Dispose();
                return e.Message;
            }
        }
    }

    /// <summary>Lets the server take in what comes through this door, marked, beside what it listens to already.</summary>
    public void AddTo(KestrelServerOptions kestrel, Action<ListenOptions>? also = null)
    {
        if (At is null) return;
        kestrel.Listen(At, listener =>
        {
            also?.Invoke(listener);
            listener.Use(next => connection =>
            {
                connection.Features.Set(new Mark(this));
                return next(connection);
            });
        });
    }

    /// <summary>The server is given this door's socket, which is bound already, and makes all others as before.</summary>
    public void AddTo(SocketTransportOptions sockets)
    {
        var others = sockets.CreateBoundListenSocket;
        sockets.CreateBoundListenSocket = endPoint => Take(endPoint) ?? others(endPoint);
    }

    /// <summary>Whether that request came in here.</summary>
    public bool Leads(HttpContext context) => context.Features.Get<Mark>()?.Door == this;

    public void Dispose() => _socket?.Dispose();

    private Socket? Take(EndPoint endPoint)
    {
        lock (_lock)
        {
            if (_socket is null || !endPoint.Equals(At)) return null;
            var socket = _socket;
            _socket = null;
            return socket;
        }
    }

    private sealed record Mark(PageDoor Door);
}
