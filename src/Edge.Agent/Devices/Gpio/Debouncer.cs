namespace Edge.Agent.Devices.Gpio;

/// <summary>
/// Reports a line once it has been quiet for a while and is not what was last reported, with the time of the first movement. By the
/// monotonic clock: a board's wall clock jumps.
/// </summary>
internal sealed class Debouncer : IDisposable
{
    private readonly Lock _gate = new();
    private readonly TimeSpan _period;
    private readonly Func<bool> _read;
    private readonly Action<bool, TimeSpan> _report;
    private readonly Action<Exception> _fail;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private bool _last;
    private TimeSpan? _since;
    private int _moves;

    public Debouncer(TimeSpan period, Func<bool> read, Action<bool, TimeSpan> report, Action<Exception> fail, TimeProvider time)
    {
        (_period, _read, _report, _fail, _time) = (period, read, report, fail, time);
        _last = read();
        _timer = time.CreateTimer(_ => Settled(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The line moved; never throws, never waits for anything but this object's own short steps.</summary>
    public void Moved()
    {
        lock (_gate)
        {
            _moves++;
            // Timestamp 0 is the start of the kernel's monotonic clock.
            _since ??= _time.GetElapsedTime(0);
            _timer.Change(_period, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Settled()
    {
        try
        {
            int moves;
            lock (_gate) moves = _moves;
            // Not inside the lock: the library holds locks of its own while it says that a line moved, and wants them for a read.
            var now = _read();
            lock (_gate)
            {
                // Moved meanwhile: the timer runs again.
                if (moves != _moves || _since is not { } at) return;
                _since = null;
                if (now == _last) return;
                _last = now;
                _report(now, at);
            }
        }
        catch (Exception e)
        {
            _fail(e);
        }
    }
}
