using System.Diagnostics.CodeAnalysis;

namespace Edge.Mqtt;

/// <summary>What waits to be sent: bounded by messages and bytes, waking who sends it.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The semaphore has no handle of the system, and disposing it would strand who waits for it.")]
internal sealed partial class SendQueue(Action wake, int maxMessages = 256, int maxBytes = 1024 * 1024)
{
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _turn = new(1); // who waits for room waits in order
    private readonly Queue<Outgoing> _waiting = new();
    private TaskCompletionSource _room = NewRoom();
    private long _bytes;
    private long _inLibrary;
    private int _socket = -1;
    private bool _closing;
    private string? _lost;

    public bool Closing
    {
        get { lock (_gate) return _closing; }
    }

    /// <summary>Waiting here, in the library, and in the socket.</summary>
    public long UnsentBytes
    {
        get
        {
            // The socket may just be closing under us; then the kernel's answer is an error or a number read once too often, nothing worse.
            lock (_gate) return _lost is not null ? 0 : _bytes + _inLibrary + (_socket < 0 ? 0 : SocketQueue.Unacknowledged(_socket));
        }
    }

    /// <summary>Returns once the item is queued; waits while there is no room.</summary>
    public async ValueTask AddAsync(Outgoing item, CancellationToken cancellationToken)
    {
        try
        {
            await _turn.WaitAsync(cancellationToken);
            try
            {
                while (TryAdd(item) is { } room) await room.WaitAsync(cancellationToken);
            }
            finally
            {
                _turn.Release();
            }
        }
        catch
        {
            item.Release();
            throw;
        }
    }

    public bool TryPeek([NotNullWhen(true)] out Outgoing? item)
    {
        lock (_gate) return _waiting.TryPeek(out item);
    }

    /// <summary>Takes away what was peeked at: from here the library has it.</summary>
    public void Remove()
    {
        lock (_gate)
        {
            _inLibrary = _waiting.Dequeue().Size;
            _bytes -= _inLibrary;
            FreeRoom();
        }
    }

    public void Watch(int socket)
    {
        lock (_gate) _socket = socket;
    }

    public void HeldByLibrary(long bytes)
    {
        lock (_gate) _inLibrary = bytes;
    }

    /// <summary>Asks whoever sends it to say goodbye and end.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closing = true;
            wake();
        }
    }

    /// <summary>Ends it: everything waiting fails, nothing more is taken.</summary>
    public void Lose(string reason)
    {
        lock (_gate)
        {
            _lost = reason;
            while (_waiting.TryDequeue(out var item))
            {
                item.Release();
                item.Fail(reason);
            }
            FreeRoom();
        }
    }

    // What to wait for while there is no room; null when the item is in.
    private Task? TryAdd(Outgoing item)
    {
        lock (_gate)
        {
            if (_lost is not null) throw new MqttException(_lost);
            if (_closing) throw new MqttException("The connection is being closed by us.");
            // One item larger than the whole limit still passes when it is alone.
            if (_waiting.Count > 0 && (_waiting.Count >= maxMessages || _bytes + item.Size > maxBytes)) return _room.Task;
            _waiting.Enqueue(item);
            _bytes += item.Size;
            if (_waiting.Count == 1) wake();
            return null;
        }
    }

    private void FreeRoom()
    {
        var room = _room;
        _room = NewRoom();
        room.TrySetResult();
    }

    private static TaskCompletionSource NewRoom() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
