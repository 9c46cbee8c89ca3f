using System.Net;
using System.Net.Sockets;
using Edge.Mqtt;
using Edge.Mqtt.Mosquitto;

namespace Edge.Iot.Mqtt;

/// <summary>A TCP connection with the port's limits, dialled by ourselves: the library's own socket has no TCP_USER_TIMEOUT, no time of its own for TCP, and does not hear of a changed network.</summary>
internal static class TcpDial
{
    private const int TcpLevel = 6;
    private const int UserTimeout = 18;

    public static async Task<Socket> RunAsync(MqttOptions options, string address, TimeProvider time, CancellationToken limit, CancellationToken caller)
    {
        var racers = new List<(Socket Socket, Task Connecting)>();
        using var done = CancellationTokenSource.CreateLinkedTokenSource(limit);
        var timeout = Task.Delay(options.TcpTimeout ?? options.ConnectTimeout, time, done.Token);
        var next = Task.CompletedTask;
        Socket? winner = null;
        try
        {
            while (true)
            {
                if (next.IsCompleted)
                {
                    racers.Add(Begin(options, address, done.Token));
                    next = options.Stagger is { } stagger ? Task.Delay(stagger, time, done.Token) : timeout;
                }
                await Task.WhenAny([next, timeout, options.NetworkChanged ?? timeout, .. racers.Select(r => r.Connecting)]);
                winner = racers.Find(r => r.Connecting.IsCompletedSuccessfully).Socket;
                if (winner is not null) return winner;
                Check(options, racers, timeout, limit, caller);
            }
        }
        finally
        {
            await done.CancelAsync();
            foreach (var (socket, _) in racers.Where(r => r.Socket != winner)) socket.Dispose();
        }
    }

    private static (Socket, Task) Begin(MqttOptions options, string address, CancellationToken end)
    {
        var to = IPAddress.Parse(address);
        var socket = new Socket(to.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.SetRawSocketOption(TcpLevel, UserTimeout, BitConverter.GetBytes((int)options.UserTimeout.TotalMilliseconds));
        if (options.SendBuffer is { } bytes) socket.SendBufferSize = bytes;
        return (socket, socket.ConnectAsync(new IPEndPoint(to, options.Port), end).AsTask());
    }

    private static void Check(MqttOptions options, List<(Socket Socket, Task Connecting)> racers, Task timeout, CancellationToken limit, CancellationToken caller)
    {
        if (limit.IsCancellationRequested) throw Dialer.Ended(options, Stage.Tcp, caller);
        if (options.NetworkChanged is { IsCompleted: true }) throw Dialer.Unanswered(options, networkChanged: true);
        if (timeout.IsCompleted) throw Dialer.Unanswered(options, networkChanged: false);
        if (racers.Find(r => r.Connecting.IsFaulted).Connecting is not { } failed) return;
        var error = (SocketException)failed.Exception!.InnerException!;
        // Of several attempts one that found nobody says no more than silence; a later one may find somebody.
        if (options.Stagger is null || error.SocketErrorCode == SocketError.ConnectionRefused) throw new MqttException($"Broker {options.Host}:{options.Port}: {Words.System(error.NativeErrorCode)}.", error);
        foreach (var (socket, _) in racers.FindAll(r => r.Connecting == failed)) socket.Dispose();
        racers.RemoveAll(r => r.Connecting == failed);
    }
}
