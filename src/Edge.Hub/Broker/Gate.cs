namespace Edge.Hub.Broker;

/// <summary>Open or shut. Whoever waits while it is shut gets through once it opens, however often it was shut anew meanwhile.</summary>
internal sealed class Gate(TimeProvider time)
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _opens = New();
    private long? _openSince;

    public bool IsOpen => OpenSince is not null;

    /// <summary>When it was opened (a timestamp); null while it is shut.</summary>
    public long? OpenSince
    {
        get { lock (_lock) return _openSince; }
    }

    public void Open()
    {
        lock (_lock)
        {
            _openSince ??= time.GetTimestamp();
            _opens.TrySetResult();
        }
    }

    public void Shut()
    {
        lock (_lock)
        {
            _openSince = null;
            // One that is not completed has people waiting for it: it stays.
            if (_opens.Task.IsCompleted) _opens = New();
        }
    }

    public Task PassAsync(CancellationToken cancellationToken)
    {
        lock (_lock) return _opens.Task.WaitAsync(cancellationToken);
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
