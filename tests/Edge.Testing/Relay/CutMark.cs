namespace Edge.Testing.Relay;

/// <summary>After how many more bytes the link is to be cut; nothing while none is set. Connections share it.</summary>
internal sealed class CutMark
{
    private readonly Lock _gate = new();
    private long? _left;
    private TaskCompletionSource? _reached;

    public Task Set(long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bytes);
        lock (_gate)
        {
            if (_left is not null) throw new InvalidOperationException($"A cut is already due in {_left} bytes.");
            _left = bytes;
            _reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _reached.Task;
        }
    }

    /// <summary>How many of these bytes may pass, and whether the cut is due right after them.</summary>
    public (int Allowed, bool Last) Take(int bytes)
    {
        lock (_gate)
        {
            if (_left is not { } left) return (bytes, false);
            var allowed = (int)Math.Min(bytes, left);
            _left = left - allowed;
            return (allowed, allowed > 0 && _left == 0);
        }
    }

    /// <summary>The link is cut, for whatever reason: the mark has had its turn.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _left = null;
            _reached?.TrySetResult();
            _reached = null;
        }
    }
}
