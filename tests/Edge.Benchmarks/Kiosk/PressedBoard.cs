using Edge.Agent.Devices;
using Edge.Agent.Devices.Gpio;

namespace Edge.Benchmarks.Kiosk;

/// <summary>Buttons and lights in memory: a press goes in, and the first light of each is noted with its time.</summary>
internal sealed class PressedBoard(DeviceEvents events) : IGpioLines, IDevice<IGpioLines>
{
    private readonly TaskCompletionSource _never = new();
    private readonly HashSet<string> _lit = new(StringComparer.Ordinal);
    private volatile TaskCompletionSource<long> _light = new();

    public DeviceStatus Status { get; } = new("gpio", DeviceState.Ready, null, DateTimeOffset.UnixEpoch);

    public Task Changed => _never.Task;

    public void Post(string button) => events.Post(new ButtonPressed(button, TimeProvider.System.GetElapsedTime(0)));

    /// <summary>Presses, and waits for the first light that comes on.</summary>
    public async Task<TimeSpan> PressAsync(string button, TimeSpan atMost, CancellationToken cancellationToken)
    {
        var light = _light = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        var start = TimeProvider.System.GetTimestamp();
        Post(button);
        return TimeProvider.System.GetElapsedTime(start, await light.Task.WaitAsync(atMost, cancellationToken));
    }

    public void Set(string line, bool active)
    {
        if (!active) _lit.Remove(line);
        else if (_lit.Add(line)) _light.TrySetResult(TimeProvider.System.GetTimestamp());
    }

    public bool Get(string line) => _lit.Contains(line);

    public Task<LineEdge> NextEdgeAsync(CancellationToken cancellationToken) => new TaskCompletionSource<LineEdge>().Task.WaitAsync(cancellationToken);

    public async Task<bool> TryUseAsync(Func<IGpioLines, CancellationToken, Task> work, TimeSpan limit, CancellationToken cancellationToken)
    {
        await work(this, cancellationToken);
        return true;
    }

    public void Dispose()
    {
    }
}
