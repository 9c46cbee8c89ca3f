namespace Edge.Demo.Show;

/// <summary>What there is to show: the kiosks, what happened last, and what is being done.</summary>
internal sealed class Board(TimeProvider time)
{
    private const int Remembered = 14;

    private readonly Lock _gate = new();
    private readonly long _started = time.GetTimestamp();
    private readonly List<Kiosk> _kiosks = [];
    private readonly Queue<DemoEvent> _events = new();
    private Phase _phase = Phase.Starting;

    /// <summary>Called for each event, by the thread that brings it.</summary>
    public event Action<DemoEvent>? Happened;

    /// <summary>Called whenever something else is being done.</summary>
    public event Action<Phase>? PhaseChanged;

    public TimeSpan Elapsed => time.GetElapsedTime(_started);

    public Phase Phase
    {
        get { lock (_gate) return _phase; }
    }

    public IReadOnlyList<Kiosk> Kiosks
    {
        get { lock (_gate) return [.. _kiosks]; }
    }

    /// <summary>The last events, oldest first.</summary>
    public IReadOnlyList<DemoEvent> Events
    {
        get { lock (_gate) return [.. _events]; }
    }

    public void Add(Kiosk kiosk)
    {
        lock (_gate) _kiosks.Add(kiosk);
    }

    public void Enter(Phase phase)
    {
        lock (_gate) _phase = phase;
        PhaseChanged?.Invoke(phase);
    }

    public void Note(string kiosk, DemoEventKind kind, string what)
    {
        var happened = new DemoEvent(Elapsed, kiosk, kind, what);
        lock (_gate)
        {
            if (_events.Count == Remembered) _events.Dequeue();
            _events.Enqueue(happened);
        }
        Happened?.Invoke(happened);
    }
}
