using System.Diagnostics.CodeAnalysis;

namespace Edge.Agent.Devices.Virtual;

/// <summary>What can be wrong with any virtual device: it is unplugged, it is slow, or it never answers.</summary>
[SuppressMessage("Design", "CA1001", Justification = "It lives as long as the agent, and holds no timer.")]
internal sealed class VirtualPart(string name, TimeProvider time, Action touch)
{
    private readonly Lock _lock = new();
    private CancellationTokenSource _unplugged = new();
    private bool _plugged = true;
    private TimeSpan _delay;

    public string Name => name;

    /// <summary>False is pulled out: every call fails, those under way too, until it is plugged in again and opened anew.</summary>
    public bool Plugged
    {
        get
        {
            lock (_lock) return _plugged;
        }
        set
        {
            CancellationTokenSource? pulled = null;
            lock (_lock)
            {
                if (_plugged == value) return;
                _plugged = value;
                if (value) _unplugged = new CancellationTokenSource();
                else pulled = _unplugged;
            }
            pulled?.Cancel();
            touch();
        }
    }

    /// <summary>How long every call takes; <see cref="Timeout.InfiniteTimeSpan"/> is for ever.</summary>
    public TimeSpan Delay
    {
        get
        {
            lock (_lock) return _delay;
        }
        set
        {
            lock (_lock) _delay = value;
            touch();
        }
    }

    /// <summary>Something that can be seen has changed.</summary>
    public void Touch() => touch();

    /// <summary>A connection that lasts until the device is unplugged.</summary>
    /// <exception cref="DeviceException">It is not plugged in.</exception>
    public VirtualPlug Connect()
    {
        lock (_lock) return _plugged ? new VirtualPlug(this, _unplugged.Token) : throw Gone();
    }

    /// <summary>Takes as long as a call takes now.</summary>
    public Task DelayAsync(CancellationToken cancellationToken) => Delay is var delay && delay == TimeSpan.Zero ? Task.CompletedTask : Task.Delay(delay, time, cancellationToken);

    public DeviceException Gone() => new($"the virtual {name} is unplugged; plug it in on the front panel");
}
