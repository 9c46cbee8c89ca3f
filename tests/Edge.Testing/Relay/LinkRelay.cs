using System.Net;
using System.Net.Sockets;

namespace Edge.Testing.Relay;

/// <summary>
/// A TCP link on the loopback that can be cut, silenced and slowed: clients connect to <see cref="EndPoint"/>, the relay to
/// its target. Connections while it is cut are reset as they come, so its port stays its own.
/// </summary>
internal sealed class LinkRelay : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly HashSet<RelayLink> _links = [];
    private readonly HashSet<Task> _running = [];
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Valve _valve = new();
    private readonly CutMark _mark = new();
    private readonly CutMark _downMark = new();
    private readonly IPEndPoint _target;
    private readonly TimeProvider _time;
    private readonly TokenBucket? _upRate;
    private readonly TokenBucket? _downRate;
    private readonly Task _accepting;
    private bool _cut;
    private long _bytesUp, _bytesDown, _connections, _cuts;

    /// <param name="target">Where connections go on to.</param>
    /// <param name="time">Paces a limited link.</param>
    /// <param name="bitsPerSecond">The rate of each direction, for all connections together; null for no limit.</param>
    public LinkRelay(IPEndPoint target, TimeProvider time, long? bitsPerSecond = null)
    {
        (_target, _time) = (target, time);
        if (bitsPerSecond is { } rate)
        {
            (_upRate, _downRate) = (new TokenBucket(rate), new TokenBucket(rate));
            // What waits for a slow link waits with the sender, not in this host's socket buffers.
            _listener.ReceiveBufferSize = RelayPump.BufferBytes;
        }
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        EndPoint = (IPEndPoint)_listener.LocalEndPoint!;
        _accepting = AcceptAsync();
    }

    public IPEndPoint EndPoint { get; }

    /// <summary>Bytes handed on from clients to the target.</summary>
    public long BytesUp => Interlocked.Read(ref _bytesUp);

    /// <summary>Bytes handed on from the target to clients.</summary>
    public long BytesDown => Interlocked.Read(ref _bytesDown);

    /// <summary>Connections taken since the start; those reset as they came are not among them.</summary>
    public long Connections => Interlocked.Read(ref _connections);

    /// <summary>How often the link went from up to cut.</summary>
    public long Cuts => Interlocked.Read(ref _cuts);

    public bool IsCut
    {
        get { lock (_gate) return _cut; }
    }

    public bool IsSilent => !_valve.IsOpen;

    /// <summary>Resets every connection and every new one, until <see cref="Restore"/>.</summary>
    public void Cut()
    {
        RelayLink[] links;
        lock (_gate)
        {
            if (!_cut) Interlocked.Increment(ref _cuts);
            _cut = true;
            links = [.. _links];
        }
        foreach (var link in links) link.Reset();
        ClearMarks();
    }

    /// <summary>Ends a cut. A cut that is only due (<see cref="CutAfterUpBytes"/>) stays due.</summary>
    public void Restore()
    {
        lock (_gate) _cut = false;
    }

    /// <summary>Connections stay and nothing passes any more, not even an end: as when a mast loses its power.</summary>
    public void Silence() => _valve.Shut();

    /// <summary>Ends a silence. What the ends' kernels still hold goes on, as TCP would send it again.</summary>
    public void Unsilence() => _valve.Open();

    /// <summary>Cuts once, as soon as exactly this many more bytes from clients are with the target. Completes with the cut, whatever caused it.</summary>
    public Task CutAfterUpBytes(long bytes) => _mark.Set(bytes);

    /// <summary>A cut that is only due does not come any more.</summary>
    public void CallOffCut() => ClearMarks();

    /// <summary>The same for bytes from the target that are with clients.</summary>
    public Task CutAfterDownBytes(long bytes) => _downMark.Set(bytes);

    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested) return;
        await _stopping.CancelAsync();
        _listener.Dispose();
        await _accepting;
        RelayLink[] links;
        Task[] running;
        lock (_gate) (links, running) = ([.. _links], [.. _running]);
        foreach (var link in links) link.Reset();
        await Task.WhenAll(running);
        ClearMarks();
        _stopping.Dispose();
    }

    private void ClearMarks()
    {
        _mark.Clear();
        _downMark.Clear();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            try
            {
                Take(await _listener.AcceptAsync(_stopping.Token));
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException)
            {
                // This one client is gone before it was taken.
            }
        }
    }

    private void Take(Socket client)
    {
        lock (_gate)
        {
            if (_cut)
            {
                RelayLink.ResetSocket(client);
                return;
            }
            Interlocked.Increment(ref _connections);
            var up = new RelayPump(_valve, _upRate, _time, n => Interlocked.Add(ref _bytesUp, n)) { Mark = _mark, MarkReached = Cut };
            var down = new RelayPump(_valve, _downRate, _time, n => Interlocked.Add(ref _bytesDown, n)) { Mark = _downMark, MarkReached = Cut };
            var link = new RelayLink(client, _valve, up, down);
            _links.Add(link);
            _running.Add(RunAsync(link));
            _running.RemoveWhere(t => t.IsCompleted);
        }
    }

    private async Task RunAsync(RelayLink link)
    {
        await Task.Yield();
        await link.RunAsync(_target);
        lock (_gate) _links.Remove(link);
        link.Dispose();
    }
}
