using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Edge.Mqtt.Tests;

/// <summary>A TCP relay on loopback that can be cut, go silent, and come back.</summary>
internal sealed class Relay : IAsyncDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly ConcurrentBag<Socket> _sockets = [];
    private readonly CancellationTokenSource _end = new();
    private readonly int? _target;
    private readonly Task _accepting;
    private TaskCompletionSource _flowing = new();

    /// <param name="target">The broker's port; null takes connections and never answers.</param>
    public Relay(int? target)
    {
        _target = target;
        // Small, so that a silent relay is felt after little data; inherited by accepted sockets.
        _listener.ReceiveBufferSize = 8 * 1024;
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        _flowing.SetResult();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    /// <summary>Stops reading both ways; connections stay.</summary>
    public void Silence() => _flowing = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Resume() => _flowing.TrySetResult();

    /// <summary>Cuts every connection hard, as when the other side reboots.</summary>
    public void Cut()
    {
        while (_sockets.TryTake(out var socket)) socket.Close(0);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        Cut();
        Resume();
        await _accepting;
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        var pumps = new List<Task>();
        try
        {
            while (true)
            {
                var near = await _listener.AcceptAsync(_end.Token);
                _sockets.Add(near);
                if (_target is not { } port) continue;
                var far = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                _sockets.Add(far);
                await far.ConnectAsync(IPAddress.Loopback, port, _end.Token);
                near.NoDelay = true;
                pumps.Add(PumpAsync(near, far));
                pumps.Add(PumpAsync(far, near));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException)
        {
        }
        await Task.WhenAll(pumps);
    }

    private async Task PumpAsync(Socket from, Socket to)
    {
        var buffer = new byte[8 * 1024];
        try
        {
            while (true)
            {
                await _flowing.Task.WaitAsync(_end.Token);
                var count = await from.ReceiveAsync(buffer, _end.Token);
                await _flowing.Task.WaitAsync(_end.Token);
                if (count == 0) break;
                for (var sent = 0; sent < count;) sent += await to.SendAsync(buffer.AsMemory(sent, count - sent), _end.Token);
            }
            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            from.Close(0);
            to.Close(0);
        }
    }
}
