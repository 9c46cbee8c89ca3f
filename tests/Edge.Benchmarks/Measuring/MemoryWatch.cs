namespace Edge.Benchmarks.Measuring;

/// <summary>Looks at a process's private memory every 50 ms and remembers the most.</summary>
internal sealed class MemoryWatch : IAsyncDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    private readonly CancellationTokenSource _done = new();
    private readonly Task _looking;
    private double _peak;

    public MemoryWatch(int pid) => _looking = LookAsync(pid);

    public double PeakMiB => Volatile.Read(ref _peak);

    public async ValueTask DisposeAsync()
    {
        await _done.CancelAsync();
        await _looking;
        _done.Dispose();
    }

    private async Task LookAsync(int pid)
    {
        using var timer = new PeriodicTimer(Look, TimeProvider.System);
        try
        {
            do Volatile.Write(ref _peak, Math.Max(_peak, ProcessMemory.AnonymousMiB(pid)));
            while (await timer.WaitForNextTickAsync(_done.Token));
        }
        catch (OperationCanceledException)
        {
            // Looked at for long enough.
        }
    }
}
