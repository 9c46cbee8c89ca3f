using Edge.Benchmarks.Uplink.Links;
using Edge.Benchmarks.Uplink.Watching;

namespace Edge.Benchmarks.Uplink;

/// <summary>Takes a link up and down by its schedule and notes when.</summary>
internal sealed class LinkScript(ILink link, LinkSchedule schedule)
{
    private static readonly TimeProvider Time = TimeProvider.System;

    public async Task<LinkHistory> RunAsync(Action up, Action cut, CancellationToken cancellationToken)
    {
        List<UpWindow> windows = [];
        var started = Time.GetTimestamp();
        for (var i = 0; i < schedule.Windows; i++)
        {
            await UntilAsync(schedule.StartOf(i));
            // Before the command: what it takes is counted against whoever is measured.
            var from = Time.GetUtcNow();
            link.Up();
            up();
            await UntilAsync(schedule.StartOf(i) + schedule.Up);
            cut();
            windows.Add(new UpWindow(from, Time.GetUtcNow()));
            link.Down();
        }
        return new LinkHistory(windows);

        async Task UntilAsync(TimeSpan point)
        {
            var left = point - Time.GetElapsedTime(started);
            if (left > TimeSpan.Zero) await Task.Delay(left, Time, cancellationToken);
        }
    }
}
