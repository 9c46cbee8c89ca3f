namespace Edge.Testing.Time;

/// <summary>A clock with timers that stands until it is moved.</summary>
internal sealed class SteppedTime : TimeProvider
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(15);
    private readonly Lock _lock = new();
    private readonly List<Timer> _timers = [];
    private TimeSpan _now;

    public TimeSpan Elapsed
    {
        get
        {
            lock (_lock) return _now;
        }
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero) + Elapsed;

    public override long GetTimestamp() => Elapsed.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves on by so much, in small steps, each after what the one before set off had a while to come to rest.</summary>
    public async Task MoveAsync(TimeSpan by)
    {
        for (var left = by; left > TimeSpan.Zero; left -= Step)
        {
            await Until.TrueAsync(() => Waiting > 0, Patience);
            await Until.IsTrueAsync(() => false, Rest);
            Move(left < Step ? left : Step);
        }
    }

    /// <summary>Moves on until it is true, for at most so long; the time that took.</summary>
    public async Task<TimeSpan> MoveUntilAsync(Func<bool> condition, TimeSpan atMost)
    {
        var began = Elapsed;
        while (!condition())
        {
            // What runs without time is let finish first.
            if (await Until.IsTrueAsync(condition, Rest)) break;
            if (Elapsed - began >= atMost) throw new TimeoutException($"not so within {atMost}");
            await Until.TrueAsync(() => Waiting > 0 || condition(), Patience);
            Move(Step);
        }
        return Elapsed - began;
    }

    private int Waiting
    {
        get
        {
            lock (_lock) return _timers.Count;
        }
    }

    private void Move(TimeSpan by)
    {
        List<Timer> due;
        lock (_lock)
        {
            _now += by;
            due = [.. _timers.Where(t => t.Due <= _now).OrderBy(t => t.Due)];
            foreach (var timer in due) timer.Next();
        }
        foreach (var timer in due) timer.Fire();
    }

    private sealed class Timer(SteppedTime time, Action fire) : ITimer
    {
        private TimeSpan _period;

        public TimeSpan Due { get; private set; }

        public void Fire() => fire();

        public void Next()
        {
            if (_period > TimeSpan.Zero) Due += _period;
            else time._timers.Remove(this);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._lock)
            {
                time._timers.Remove(this);
                _period = period;
                Due = time._now + dueTime;
                if (dueTime != Timeout.InfiniteTimeSpan) time._timers.Add(this);
            }
            return true;
        }

        public void Dispose()
        {
            lock (time._lock) time._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
