using Edge.Testing.Processes;

namespace Edge.Demo.Show;

/// <summary>What goes on at all kiosks: citizens come, links break, receipts arrive.</summary>
internal sealed class Traffic(Site site, Board board, int seed, TimeProvider time)
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(200);

    /// <summary>Runs until it is told to stop; then every link is up and every submission answered.</summary>
    /// <exception cref="HarnessException">Hub or agent ended by themselves.</exception>
    public async Task RunAsync(CancellationToken stop, CancellationToken abort)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop, abort);
        using var watched = CancellationTokenSource.CreateLinkedTokenSource(abort);
        var watching = Watch(watched.Token);
        List<Task> work = [.. site.Kiosks.SelectMany(k => new[]
        {
            new Citizens(k, board, seed, time).RunAsync(ending.Token, abort),
            new LinkBreaker(k, board, seed, time).RunAsync(ending.Token),
        })];
        try
        {
            await FirstFaultOrEndAsync(work, watching);
        }
        finally
        {
            await ending.CancelAsync();
            await watched.CancelAsync();
            await Task.WhenAll([.. work, .. watching]).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Waits until the boards hold nothing any more; false where they still do at the limit.</summary>
    public async Task<bool> DrainAsync(TimeSpan limit, CancellationToken abort)
    {
        using var watched = CancellationTokenSource.CreateLinkedTokenSource(abort);
        var watching = Watch(watched.Token);
        var started = time.GetTimestamp();
        try
        {
            for (int waiting, said = -1; (waiting = site.Kiosks.Sum(k => k.WaitingCount)) > 0; said = waiting)
            {
                if (waiting != said) board.Enter(Phase.Draining(waiting));
                if (time.GetElapsedTime(started) > limit) return false;
                await Task.WhenAny([.. watching, Task.Delay(Step, time, abort)]);
                abort.ThrowIfCancellationRequested();
                if (watching.FirstOrDefault(w => w.IsFaulted) is { } fault) await fault;
            }
            return true;
        }
        finally
        {
            await watched.CancelAsync();
            await Task.WhenAll(watching).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private List<Task> Watch(CancellationToken stop) => [.. site.Kiosks.Select(k => new ReceiptWatch(k, site.Hub, board, time).RunAsync(stop))];

    // A watch only ends by a fault; the work ends when it is told to.
    private static async Task FirstFaultOrEndAsync(List<Task> work, List<Task> watching)
    {
        var open = new HashSet<Task>(work);
        while (open.Count > 0)
        {
            var ended = await Task.WhenAny([.. open, .. watching]);
            await ended;
            open.Remove(ended);
        }
    }
}
