using System.Buffers.Binary;
using Edge.Agent.Devices.Buses;

namespace Edge.Agent.Devices.Power;

/// <summary>A battery behind an INA219.</summary>
internal sealed class Ina219Source : IPowerSource
{
    private readonly II2cBus _bus;
    private readonly PowerOptions _options;
    private readonly ChargeTable _charge;
    private readonly double _step;
    private readonly ushort _calibration;

    /// <exception cref="DeviceException">The chip does not answer.</exception>
    public Ina219Source(II2cBus bus, PowerOptions options)
    {
        (_bus, _options) = (bus, options);
        _charge = ChargeTable.Parse(options.Charge)!;
        _step = Ina219.CurrentStep(options.MostAmperes);
        _calibration = Ina219.CalibrationFor(_step, options.ShuntOhms);
        try
        {
            Set(Ina219.Configuration, Ina219.Continuous);
        }
        catch
        {
            bus.Dispose();
            throw;
        }
    }

    public Task<PowerReading> ReadAsync(CancellationToken cancellationToken)
    {
        // A chip whose power dipped has lost its calibration and would read zero: it is told every time.
        Set(Ina219.Calibration, _calibration);
        var bus = Get(Ina219.BusVoltage);
        if (Ina219.Overflowed(bus)) throw new DeviceException($"the current is more than Devices:Power:MostAmperes={_options.MostAmperes}; raise it, or use a smaller shunt");
        var (volts, amperes) = (Ina219.Volts(bus), Ina219.Amperes(Get(Ina219.Current), _step));
        return Task.FromResult(new PowerReading(Math.Round(volts, 3), Math.Round(_options.Reversed ? -amperes : amperes, 3), _charge.At(volts)));
    }

    public void Dispose() => _bus.Dispose();

    private void Set(byte register, ushort value) => _bus.Transfer(_options.Address, Ina219.Write(register, value), []);

    private ushort Get(byte register)
    {
        Span<byte> value = stackalloc byte[2];
        _bus.Transfer(_options.Address, [register], value);
        return BinaryPrimitives.ReadUInt16BigEndian(value);
    }
}
