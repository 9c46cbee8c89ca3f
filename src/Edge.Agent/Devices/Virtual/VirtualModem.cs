using Edge.Agent.Devices.Link;

namespace Edge.Agent.Devices.Virtual;

/// <summary>A modem that hears as well as it is told to.</summary>
internal sealed class VirtualModem(VirtualPart part)
{
    private const int WeakestDbm = -120;
    private const int DbmPerBar = 10;
    private volatile int _bars = 4;

    /// <summary>0 to 4.</summary>
    public int Bars
    {
        get => _bars;
        set
        {
            _bars = Math.Clamp(value, 0, 4);
            part.Touch();
        }
    }

    public ILinkMeter Open() => new Port(this, part.Connect());

    private sealed class Port(VirtualModem modem, VirtualPlug plug) : ILinkMeter
    {
        public async Task<LinkReading> ReadAsync(CancellationToken cancellationToken)
        {
            await plug.CallAsync(cancellationToken);
            var bars = modem.Bars;
            return bars == 0 ? new LinkReading(0, null, null) : new LinkReading(bars, WeakestDbm + DbmPerBar * bars, "lte");
        }

        public void Dispose()
        {
        }
    }
}
