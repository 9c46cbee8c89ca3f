using System.Diagnostics.CodeAnalysis;

namespace Edge.Agent.Devices.Supervision;

/// <summary>A device from its opening to its closing.</summary>
[SuppressMessage("Design", "CA1001", Justification = "Work that came too late may still look at them; neither holds a timer or a handle.")]
internal sealed class DeviceSession<TPort>(TPort port, DeviceThread thread)
    where TPort : class, IDisposable
{
    private readonly CancellationTokenSource _closing = new();
    private readonly TaskCompletionSource<string> _condemned = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _gate = new(1, 1);
    private volatile Task _work = Task.CompletedTask;

    public TPort Port { get; } = port;

    public DeviceThread Thread { get; } = thread;

    /// <summary>Cancelled when the device is to be closed.</summary>
    public CancellationToken Closing => _closing.Token;

    /// <summary>Completes with the reason once the device is to be closed and opened again.</summary>
    public Task<string> Condemned => _condemned.Task;

    /// <summary>The piece of work that was begun last.</summary>
    public Task Work => _work;

    /// <summary>The first reason counts.</summary>
    public void Condemn(string reason)
    {
        // Whoever condemns does not run what is registered on the token: it may be somebody's slow clean-up.
        if (_condemned.TrySetResult(reason)) _ = _closing.CancelAsync();
    }

    /// <summary>True where nobody else uses the device; <see cref="Begin"/> must follow.</summary>
    public bool TryEnter() => !Condemned.IsCompleted && _gate.Wait(0, CancellationToken.None);

    /// <summary>Waits for its turn; false where that did not come within the limit, or the device is gone. <see cref="Begin"/> must follow.</summary>
    public async Task<bool> EnterAsync(TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        if (TryEnter()) return true;
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, Closing);
        var turn = _gate.WaitAsync(waiting.Token);
        try
        {
            await turn.WaitAsync(limit, time, waiting.Token);
            return true;
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            await waiting.CancelAsync();
            // It may have come in the meantime; then it is given back.
            _ = turn.ContinueWith(_ => _gate.Release(), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
            cancellationToken.ThrowIfCancellationRequested();
            return false;
        }
    }

    /// <summary>Starts work on the lane; the turn ends with the work, however long its user waited for it.</summary>
    public Task<T> Begin<T>(Func<TPort, Task<T>> work, IDisposable until)
    {
        var run = Thread.RunAsync(() => work(Port));
        _work = run.ContinueWith(done =>
        {
            _ = done.Exception; // looked at by its user, who may have gone
            until.Dispose();
            _gate.Release();
        }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return run;
    }
}
