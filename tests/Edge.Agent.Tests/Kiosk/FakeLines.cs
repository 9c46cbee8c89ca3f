using Edge.Agent.Devices;
using Edge.Agent.Devices.Gpio;

namespace Edge.Agent.Tests.Kiosk;

/// <summary>Lights that can be looked at.</summary>
internal sealed class FakeLines : IGpioLines
{
    private readonly Dictionary<string, bool> _levels = [];

    /// <summary>Lines that cannot be set.</summary>
    public HashSet<string> Broken { get; } = [];

    public IEnumerable<string> Lit
    {
        get
        {
            lock (_levels) return [.. _levels.Where(l => l.Value).Select(l => l.Key).Order(StringComparer.Ordinal)];
        }
    }

    public void Set(string line, bool active)
    {
        if (Broken.Contains(line)) throw new DeviceException($"line {line} is broken");
        lock (_levels) _levels[line] = active;
    }

    public bool Get(string line)
    {
        lock (_levels) return _levels.GetValueOrDefault(line);
    }

    public Task<LineEdge> NextEdgeAsync(CancellationToken cancellationToken) => new TaskCompletionSource<LineEdge>().Task.WaitAsync(cancellationToken);

    public void Dispose()
    {
    }
}
