using System.Net;
using System.Net.Sockets;
using Edge.Agent.Devices;
using Edge.Hosting.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;

namespace Edge.Agent.Simulator;

/// <summary>The panel's own listener. It is bound before the server starts, so that a port in use costs the panel and nothing else.</summary>
internal sealed partial class SimulatorListener(IOptions<SimulatorOptions> options, IOptions<DevicesOptions> devices, ILogger<SimulatorListener> logger) : IStatusSection, IDisposable
{
    private const int Backlog = 16;
    private readonly Lock _lock = new();
    private Socket? _socket;
    private bool _tried;

    /// <summary>Whether there is to be a panel.</summary>
    public bool IsWanted { get; } = devices.Value.Virtual && options.Value.Enabled != false;

    /// <summary>Where it listens; null where it does not.</summary>
    public IPEndPoint? At { get; private set; }

    /// <summary>Why it does not listen although it is to; null where it does.</summary>
    public string? Problem { get; private set; }

    public string Name => "panel";

    public object Read() => new { Address = At is { } at ? $"http://{at}/" : null, Problem };

    /// <summary>Lets the server take in what comes through this door, marked, beside what it listens to already.</summary>
    public void AddTo(KestrelServerOptions kestrel)
    {
        if (Open() is not { } at) return;
        kestrel.Listen(at, listener => listener.Use(next => connection =>
        {
            connection.Features.Set(SimulatorConnection.Mark);
            return next(connection);
        }));
    }

    /// <summary>The server is given this door's socket, which is bound already, and makes all others itself.</summary>
    public void AddTo(SocketTransportOptions sockets) => sockets.CreateBoundListenSocket = endPoint =>
        Take(endPoint) ?? SocketTransportOptions.CreateDefaultBoundListenSocket(endPoint);

    public void Dispose() => _socket?.Dispose();

    private IPEndPoint? Open()
    {
        lock (_lock)
        {
            if (_tried || !IsWanted) return At;
            _tried = true;
            var wanted = SimulatorOptionsCheck.Read(options.Value.Address)!;
            var socket = new Socket(wanted.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Bind(wanted);
                // Bound alone does not keep others off.
                socket.Listen(Backlog);
                (_socket, At) = (socket, (IPEndPoint)socket.LocalEndPoint!);
                LogOpen(At);
            }
            catch (SocketException e)
            {
                socket.Dispose();
                Problem = $"Simulator:Address {wanted} cannot be listened on: {e.Message}; end what listens there, or set another port (0 is any free one)";
                LogClosed(Problem);
            }
            return At;
        }
    }

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

    [LoggerMessage(LogLevel.Information, "Front panel: http://{Address}/")]
    private partial void LogOpen(IPEndPoint address);

    [LoggerMessage(LogLevel.Warning, "No front panel: {Problem}. All else works")]
    private partial void LogClosed(string problem);
}
