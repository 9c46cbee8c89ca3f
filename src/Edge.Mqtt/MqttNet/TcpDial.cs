using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace Edge.Mqtt.MqttNet;

/// <summary>
/// An attempt at a TCP connection with the port's limits, made by ourselves: the library's own socket has no TCP_USER_TIMEOUT, no time of
/// its own for TCP, and does not hear of a changed network.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The socket is the winner's connection, or is closed by Abandon.")]
internal sealed class TcpDial
{
    private readonly MqttOptions _options;
    private readonly Socket _socket;
    private volatile SocketException? _failure;

    /// <param name="way">The network interface it goes over; null for the kernel's choice.</param>
    public TcpDial(MqttOptions options, IPAddress to, string? way, SegmentSize segments)
    {
        (_options, Way) = (options, way);
        _socket = new Socket(to.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        SetUserTimeout(_socket, options.UserTimeout);
        SegmentBytes = segments.Apply(_socket, to, way);
        if (options.SendBuffer is { } bytes) _socket.SendBufferSize = bytes;
        Answered = ConnectAsync(new IPEndPoint(to, options.Port));
    }

    /// <summary>Completes, never faults, when TCP was answered or the attempt ended by itself.</summary>
    public Task Answered { get; }

    public string? Way { get; }

    /// <summary>The limit its segments have; null for the network's own.</summary>
    public int? SegmentBytes { get; }

    /// <summary>It ended by itself.</summary>
    public bool Failed => _failure is not null;

    /// <summary>It ended because nobody was found, as a later one may be.</summary>
    public bool FoundNobody => _failure is { NativeErrorCode: Words.TimedOut or Words.NoHost };

    /// <summary>The connection, once it was answered.</summary>
    /// <exception cref="MqttException">It failed.</exception>
    public Socket Socket
    {
        get
        {
            if (_failure is not { } failure) return _socket;
            Abandon();
            throw new MqttException($"Broker {_options.Host}:{_options.Port}: {Words.System(failure.NativeErrorCode)}.", failure);
        }
    }

    public static void SetUserTimeout(Socket socket, TimeSpan time)
    {
        const int tcp = 6, userTimeout = 18;
        socket.SetRawSocketOption(tcp, userTimeout, BitConverter.GetBytes((int)time.TotalMilliseconds));
    }

    /// <summary>Ends it without waiting; harmless when it has ended.</summary>
    public void Abandon() => _socket.Dispose();

    private async Task ConnectAsync(IPEndPoint broker)
    {
        try
        {
            NetworkWay.Bind(_socket, Way);
            await _socket.ConnectAsync(broker);
        }
        catch (SocketException e)
        {
            _failure = e;
        }
        catch (ObjectDisposedException)
        {
            // Given up before.
        }
    }
}
