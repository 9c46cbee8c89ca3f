namespace Edge.Testing.Relay;

/// <summary>Open or shut; whoever comes while it is shut waits until it opens.</summary>
internal sealed class Valve
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _open = Opened();

    public bool IsOpen
    {
        get { lock (_gate) return _open.Task.IsCompleted; }
    }

    public void Open()
    {
        lock (_gate) _open.TrySetResult();
    }

    public void Shut()
    {
        lock (_gate)
        {
            if (_open.Task.IsCompleted) _open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    public async ValueTask PassAsync(CancellationToken cancellationToken)
    {
        // Again after each wait: it may have been shut once more in between.
        while (true)
        {
            Task open;
            lock (_gate) open = _open.Task;
            if (open.IsCompleted) return;
            await open.WaitAsync(cancellationToken);
        }
    }

    private static TaskCompletionSource Opened()
    {
        var source = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        source.SetResult();
        return source;
    }
}
