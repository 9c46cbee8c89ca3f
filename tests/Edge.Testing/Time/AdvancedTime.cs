namespace Edge.Testing.Time;

/// <summary>Time that moves when it is told to, and its timers with it; the wall clock can be set apart from it.</summary>
internal sealed class AdvancedTime : TimeProvider
{
    private readonly List<Timer> _timers = [];
    private long _now = TimeSpan.FromHours(1).Ticks;

    public DateTimeOffset Clock { get; set; } = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _now;

    public override DateTimeOffset GetUtcNow() => Clock;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, () => callback(state));
        timer.Change(dueTime, period);
        _timers.Add(timer);
        return timer;
    }

    public void Advance(TimeSpan by)
    {
        for (var end = _now + by.Ticks; ;)
        {
            var next = _timers.Where(t => t.Due <= end).MinBy(t => t.Due);
            if (next is null)
            {
                _now = end;
                return;
            }
            _now = Math.Max(_now, next.Due!.Value);
            next.Fire();
        }
    }

    private sealed class Timer(AdvancedTime time, Action callback) : ITimer
    {
        public long? Due { get; private set; }

        public void Fire()
        {
            Due = null;
            callback();
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Due = dueTime == Timeout.InfiniteTimeSpan ? null : time._now + dueTime.Ticks;
            return true;
        }

        public void Dispose() => Due = null;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
