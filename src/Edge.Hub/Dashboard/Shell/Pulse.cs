namespace Edge.Hub.Dashboard.Shell;

/// <summary>Brings a page up to date, at once where it was quiet and at most once a period where it is not.</summary>
internal sealed class Pulse : IDisposable
{
    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly TimeSpan _period;
    private readonly ITimer _timer;
    private bool _asked;
    private long _last;

    public Pulse(TimeProvider time, TimeSpan period, Func<Task> beat)
    {
        (_time, _period) = (time, period);
        _last = time.GetTimestamp() - (long)(period.TotalSeconds * time.TimestampFrequency);
        _timer = time.CreateTimer(_ => _ = BeatAsync(beat), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Something is new.</summary>
    public void Ask()
    {
        lock (_lock)
        {
            if (_asked) return;
            _asked = true;
            var wait = _period - _time.GetElapsedTime(_last);
            _timer.Change(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose() => _timer.Dispose();

    private async Task BeatAsync(Func<Task> beat)
    {
        lock (_lock) (_asked, _last) = (false, _time.GetTimestamp());
        try
        {
            await beat();
        }
        catch (ObjectDisposedException)
        {
            // The page was left while it was brought up to date.
        }
    }
}
