using Edge.Agent.Devices.Power;

namespace Edge.Agent.Devices.Virtual;

/// <summary>A battery of twelve volts that is as full as it is told to be.</summary>
internal sealed class VirtualPower(VirtualPart part)
{
    private const double EmptyVolts = 11.0;
    private const double FullVolts = 12.8;
    private const double Load = 0.8;

    private readonly Lock _lock = new();
    private int _percent = 100;
    private bool _mains = true;

    /// <summary>0 to 100.</summary>
    public int ChargePercent
    {
        get
        {
            lock (_lock) return _percent;
        }
        set
        {
            lock (_lock) _percent = Math.Clamp(value, 0, 100);
            part.Touch();
        }
    }

    /// <summary>Whether the grid or the sun feeds the board.</summary>
    public bool Mains
    {
        get
        {
            lock (_lock) return _mains;
        }
        set
        {
            lock (_lock) _mains = value;
            part.Touch();
        }
    }

    public IPowerSource Open() => new Port(this, part.Connect());

    private PowerReading Read()
    {
        lock (_lock) return new PowerReading(EmptyVolts + (FullVolts - EmptyVolts) * _percent / 100, _mains ? -Load : Load, _percent);
    }

    private sealed class Port(VirtualPower power, VirtualPlug plug) : IPowerSource
    {
        public async Task<PowerReading> ReadAsync(CancellationToken cancellationToken)
        {
            await plug.CallAsync(cancellationToken);
            return power.Read();
        }

        public void Dispose()
        {
        }
    }
}
