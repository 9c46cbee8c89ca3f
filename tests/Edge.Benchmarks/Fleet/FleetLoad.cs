using System.Globalization;
using System.Net;

namespace Edge.Benchmarks.Fleet;

/// <summary>All boards in this process, through the phases of a run.</summary>
internal sealed class FleetLoad : IAsyncDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    private readonly CancellationTokenSource _stop = new();
    private readonly List<FleetBoard> _boards;
    private readonly Action<string> _say;
    private readonly List<Task> _running = [];

    public FleetLoad(IReadOnlyList<FleetIdentity> identities, IPEndPoint broker, Action<string> say)
    {
        _say = say;
        var made = new FleetBoard[identities.Count];
        Parallel.For(0, identities.Count, i => made[i] = new FleetBoard(identities[i], broker, Tally, i));
        _boards = [.. made];
    }

    public FleetTally Tally { get; } = new();

    /// <summary>Starts all boards; returns once all are served, or when the time is over, and how long it took.</summary>
    public Task<TimeSpan> ConnectAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        foreach (var board in _boards) _running.Add(Task.Run(() => board.RunAsync(_stop.Token), CancellationToken.None));
        return FullAsync(limit, cancellationToken);
    }

    /// <summary>All connections end at once, and none is made until <see cref="ReturnAsync"/>.</summary>
    public async Task CutAsync(CancellationToken cancellationToken)
    {
        await Tally.DownAsync(cancellationToken);
        foreach (var board in _boards) board.Cut();
    }

    public Task<TimeSpan> ReturnAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        Tally.Forget();
        Tally.Up();
        return FullAsync(limit, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        foreach (var board in _boards) board.Cut();
        await Task.WhenAll(_running);
        _stop.Dispose();
        Tally.Dispose();
    }

    private async Task<TimeSpan> FullAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        var (since, said) = (TimeProvider.System.GetTimestamp(), TimeSpan.Zero);
        using var timer = new PeriodicTimer(Look, TimeProvider.System);
        while (Tally.Serving < _boards.Count && TimeProvider.System.GetElapsedTime(since) < limit)
        {
            await timer.WaitForNextTickAsync(cancellationToken);
            // A board that broke is a mistake of the benchmark, and would only be waited for.
            if (_running.Find(r => r.IsFaulted) is { } broken) await broken;
            var passed = TimeProvider.System.GetElapsedTime(since);
            if (passed - said < TimeSpan.FromSeconds(15)) continue;
            said = passed;
            _say(string.Create(CultureInfo.InvariantCulture, $"fleet: {Tally.Serving} of {_boards.Count} boards are served after {passed.TotalSeconds:0} s; attempts that failed: {Tally.Failures}"));
        }
        return TimeProvider.System.GetElapsedTime(since);
    }
}
