using System.Threading.Channels;
using Edge.Agent.Devices.Finger;
using Edge.Hosting.Waiting;

namespace Edge.Agent.Devices.Virtual;

/// <summary>A sensor on which nobody's finger can be laid.</summary>
internal sealed class VirtualFinger(VirtualPart part)
{
    private readonly VirtualQueue<Laid> _fingers = new();
    private readonly Signal _laid = new();
    private readonly Lock _lock = new();
    private FingerKind? _resting;
    private int _taken;

    /// <summary>The finger that lies on it until it is taken away: each capture succeeds at once. Null where none does.</summary>
    public FingerKind? Resting
    {
        get
        {
            lock (_lock) return _resting;
        }
        set
        {
            lock (_lock) _resting = value;
            _laid.Set();
            part.Touch();
        }
    }

    /// <summary>Lays a finger on it for one picture; another seed is another finger.</summary>
    public void Lay(int seed, FingerKind kind = FingerKind.Good)
    {
        if (part.Plugged) _fingers.Post(new Laid(seed, kind));
        _laid.Set();
    }

    public IFingerprintSensor Open() => new Port(this, part.Connect(), _fingers.Open());

    private async Task<Laid> NextAsync(ChannelReader<Laid> fingers, CancellationToken cancellationToken)
    {
        while (true)
        {
            // Taken before looking, so that a finger laid in between is felt.
            var laid = _laid.Next;
            if (fingers.TryRead(out var once)) return once;
            if (Resting is { } kind) return new Laid(Interlocked.Increment(ref _taken), kind);
            await laid.WaitAsync(cancellationToken);
        }
    }

    private readonly record struct Laid(int Seed, FingerKind Kind);

    private sealed class Port(VirtualFinger sensor, VirtualPlug plug, ChannelReader<Laid> fingers) : IFingerprintSensor, ICheckable
    {
        public async Task<FingerImage> CaptureAsync(CancellationToken cancellationToken)
        {
            var laid = await plug.WaitAsync(token => sensor.NextAsync(fingers, token), cancellationToken);
            await plug.CallAsync(cancellationToken);
            return MadeUpFinger.Draw(laid.Seed, laid.Kind);
        }

        public Task CheckAsync(CancellationToken cancellationToken) => plug.CallAsync(cancellationToken);

        public void Dispose()
        {
        }
    }
}
