using System.Net.Sockets;
using Edge.Benchmarks.Uplink.Links;
using Edge.Benchmarks.Uplink.Watching;

namespace Edge.Benchmarks.Uplink.Contenders;

/// <summary>What TCP alone brings over: a plain connection that the script opens at each link-up, without encryption, records or answers.</summary>
internal sealed class RawStream(ILink link, UplinkRow row) : IContender
{
    private const int Port = 9000;
    private static readonly TimeProvider Time = TimeProvider.System;

    private readonly CancellationTokenSource _end = new();
    private readonly List<Task> _work = [];
    private CancellationTokenSource? _window;
    private Socket? _listener;
    private long _received;
    private DateTimeOffset _last;

    public string Name => "raw TCP";

    public Task PrepareAsync(CancellationToken cancellationToken)
    {
        _listener = link.Hub.Inside(() => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp));
        _listener.Bind(Addresses.OfHub(Port));
        _listener.Listen();
        _work.Add(AcceptAsync(_listener));
        link.Down();
        return Task.CompletedTask;
    }

    public void LinkUp()
    {
        _window = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
        _work.Add(SendAsync(_window.Token));
    }

    public void LinkCut() => _window?.Cancel();

    public Task<Delivery> FinishAsync(LinkHistory history, CancellationToken cancellationToken) =>
        Task.FromResult(new Delivery((int)(_received / row.RecordBytes), _received, _received == 0 ? null : _last));

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener?.Dispose();
        await Task.WhenAll(_work);
        _end.Dispose();
    }

    private async Task SendAsync(CancellationToken window)
    {
        var bytes = new byte[16_384];
        while (!window.IsCancellationRequested)
        {
            using var socket = link.Board.Inside(() => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { LingerState = new LingerOption(true, 0) });
            // A SYN that meets a neighbour not yet known would be sent again after a second only.
            using var attempt = new CancellationTokenSource(TimeSpan.FromMilliseconds(200) + 4 * row.Shape.OneWay, Time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(attempt.Token, window);
            try
            {
                await socket.ConnectAsync(Addresses.OfHub(Port), either.Token);
                while (true) await socket.SendAsync(bytes, window);
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException)
            {
                // Not there yet, or cut.
            }
        }
    }

    private async Task AcceptAsync(Socket listener)
    {
        try
        {
            while (true) _work.Add(ReceiveAsync(await listener.AcceptAsync(_end.Token)));
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The run is over.
        }
    }

    private async Task ReceiveAsync(Socket accepted)
    {
        using var socket = accepted;
        var bytes = new byte[65_536];
        try
        {
            while (await socket.ReceiveAsync(bytes, _end.Token) is var length and > 0)
            {
                Interlocked.Add(ref _received, length);
                _last = Time.GetUtcNow();
            }
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            // Cut, or over.
        }
    }
}
