using System.Threading.Channels;
using Edge.Agent.Devices.Gpio;

namespace Edge.Agent.Devices.Virtual;

/// <summary>Buttons and lights that are not there. Any name is a line.</summary>
internal sealed class VirtualGpio(VirtualPart part, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, bool> _levels = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _pressed = new(StringComparer.Ordinal);
    private readonly VirtualQueue<LineEdge> _edges = new();

    /// <summary>Of a button that becomes active again within so long, the second time does not count.</summary>
    public TimeSpan Debounce { get; set; } = TimeSpan.FromMilliseconds(30);

    /// <summary>Every line that was ever set or driven, and whether it is active.</summary>
    public IReadOnlyDictionary<string, bool> Levels
    {
        get
        {
            lock (_lock) return new Dictionary<string, bool>(_levels, StringComparer.Ordinal);
        }
    }

    /// <summary>What a finger on a button does to its line.</summary>
    public void Drive(string line, bool active)
    {
        lock (_lock)
        {
            if (!part.Plugged || _levels.GetValueOrDefault(line) == active) return;
            _levels[line] = active;
            if (Bounces(line, active)) return;
            _edges.Post(new LineEdge(line, active, time.GetElapsedTime(0)));
        }
        part.Touch();
    }

    public IGpioLines Open() => new Lines(this, part.Connect(), _edges.Open());

    private bool Bounces(string line, bool active)
    {
        if (!active) return false;
        var (now, before) = (time.GetTimestamp(), _pressed.TryGetValue(line, out var at) ? at : (long?)null);
        if (before is { } then && time.GetElapsedTime(then, now) < Debounce) return true;
        _pressed[line] = now;
        return false;
    }

    private void Set(string line, bool active)
    {
        lock (_lock)
        {
            if (_levels.TryGetValue(line, out var before) && before == active) return;
            _levels[line] = active;
        }
        part.Touch();
    }

    private bool Get(string line)
    {
        lock (_lock) return _levels.GetValueOrDefault(line);
    }

    private sealed class Lines(VirtualGpio gpio, VirtualPlug plug, ChannelReader<LineEdge> edges) : IGpioLines
    {
        public void Set(string line, bool active)
        {
            plug.Check();
            gpio.Set(line, active);
        }

        public bool Get(string line)
        {
            plug.Check();
            return gpio.Get(line);
        }

        public Task<LineEdge> NextEdgeAsync(CancellationToken cancellationToken) => plug.WaitAsync(token => edges.ReadAsync(token).AsTask(), cancellationToken);

        public void Dispose()
        {
        }
    }
}
