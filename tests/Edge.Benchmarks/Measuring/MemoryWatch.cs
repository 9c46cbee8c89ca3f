namespace Edge.Benchmarks.Measuring;

/// <summary>Looks at a process's private memory every 50 ms and remembers the most.</summary>
internal static class MemoryWatch
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    /// <summary>The answer of the work, and the most memory the process had meanwhile.</summary>
    public static async Task<(T Answer, double PeakMiB)> DuringAsync<T>(int pid, Func<Task<T>> work)
    {
        using var done = new CancellationTokenSource();
        var looking = LookAsync(pid, done.Token);
        try
        {
            var answer = await work();
            await done.CancelAsync();
            return (answer, await looking);
        }
        finally
        {
            await done.CancelAsync();
            await looking;
        }
    }

    private static async Task<double> LookAsync(int pid, CancellationToken done)
    {
        using var timer = new PeriodicTimer(Look, TimeProvider.System);
        var peak = 0d;
        try
        {
            do peak = Math.Max(peak, ProcessMemory.AnonymousMiB(pid));
            while (await timer.WaitForNextTickAsync(done));
        }
        catch (OperationCanceledException)
        {
            // Looked at for long enough.
        }
        return peak;
    }
}
