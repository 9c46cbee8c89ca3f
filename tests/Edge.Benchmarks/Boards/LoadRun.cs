using Edge.Benchmarks.Measuring;

namespace Edge.Benchmarks.Boards;

/// <summary>Opens all spools, starts all uplinks within a second, and waits until nothing waits any more.</summary>
internal static class LoadRun
{
    private static readonly TimeProvider Time = TimeProvider.System;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    public static async Task<LoadResult> RunAsync(string folder, int count, CancellationToken cancellationToken)
    {
        // Boards wait for their disks; in one process they would wait for threads as well.
        ThreadPool.SetMinThreads(count + Environment.ProcessorCount, count);
        List<LoadedBoard> boards = [];
        try
        {
            foreach (var node in BoardFleet.Names(count)) boards.Add(new LoadedBoard(BoardFleet.FolderOf(folder, node)));
            return await ReturnAsync(boards, cancellationToken);
        }
        finally
        {
            await Task.WhenAll(boards.Select(b => b.DisposeAsync().AsTask()));
        }
    }

    private static async Task<LoadResult> ReturnAsync(List<LoadedBoard> boards, CancellationToken cancellationToken)
    {
        var (started, clock, cpu, busy) = (Time.GetUtcNow(), Time.GetTimestamp(), Environment.CpuUsage.TotalTime, ProcessorTime.OfMachine());
        for (var i = 0; i < boards.Count; i++)
        {
            var left = BoardsPlan.Within * ((double)i / boards.Count) - Time.GetElapsedTime(clock);
            if (left > TimeSpan.Zero) await Task.Delay(left, Time, cancellationToken);
            await boards[i].StartAsync(cancellationToken);
        }
        using var timer = new PeriodicTimer(Look, Time);
        while (!boards.TrueForAll(b => b.IsDone) && Time.GetElapsedTime(clock) < BoardsPlan.Limit) await timer.WaitForNextTickAsync(cancellationToken);
        return new LoadResult(started, Time.GetElapsedTime(clock).TotalSeconds, (Environment.CpuUsage.TotalTime - cpu).TotalSeconds,
            (ProcessorTime.OfMachine() - busy).TotalSeconds, [.. boards.Select(b => b.Outcome(started))]);
    }
}
