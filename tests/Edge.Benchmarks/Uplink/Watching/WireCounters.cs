using System.Globalization;
using Edge.Benchmarks.Uplink.Links;

namespace Edge.Benchmarks.Uplink.Watching;

/// <summary>The counters of the board's network device, looked at ten times a second: all that it put on the wire and all that it got.</summary>
internal sealed class WireCounters(NetworkNamespace board)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);
    private readonly List<(DateTimeOffset At, long Sent, long Received)> _seen = [];

    public async Task WatchAsync(CancellationToken done)
    {
        using var timer = new PeriodicTimer(Look, TimeProvider.System);
        try
        {
            do _seen.Add(board.Inside(Read));
            while (await timer.WaitForNextTickAsync(done));
        }
        catch (OperationCanceledException)
        {
            // Looked at for long enough.
        }
    }

    /// <summary>What went each way from the first look to the last one before that moment.</summary>
    public (long Sent, long Received) Until(DateTimeOffset then)
    {
        var last = _seen.FindLast(s => s.At <= then);
        return last == default ? (0, 0) : (last.Sent - _seen[0].Sent, last.Received - _seen[0].Received);
    }

    private static (DateTimeOffset, long, long) Read()
    {
        var line = File.ReadLines("/proc/thread-self/net/dev").First(l => l.TrimStart().StartsWith(Addresses.Device, StringComparison.Ordinal));
        var numbers = line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return (TimeProvider.System.GetUtcNow(), long.Parse(numbers[8], CultureInfo.InvariantCulture), long.Parse(numbers[0], CultureInfo.InvariantCulture));
    }
}
