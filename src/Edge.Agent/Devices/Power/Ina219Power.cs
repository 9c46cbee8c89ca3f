using System.Device.I2c;
using Chip = Iot.Device.Adc.Ina219;

namespace Edge.Agent.Devices.Power;

/// <summary>A battery behind an INA219.</summary>
internal sealed class Ina219Power : IPowerSource
{
    private const double MostShuntVolts = 0.32;

    // The library takes both registers' top bits for what they are not: the shunt's has a sign, the bus's has none.
    private const double ShuntWraps = 0x10000 * 0.00001;
    private const double BusWraps = 0x2000 * 0.004;

    private readonly LibraryCalls _calls;
    private readonly I2cDevice _chip;
    private readonly Chip _meter;
    private readonly PowerOptions _options;
    private readonly ChargeTable _charge;

    /// <summary>Takes over the chip.</summary>
    /// <exception cref="DeviceException">It does not answer.</exception>
    public Ina219Power(I2cDevice chip, PowerOptions options)
    {
        (_chip, _options, _calls) = (chip, options, LibraryCalls.On("the battery's monitor", chip));
        _charge = ChargeTable.Parse(options.Charge)!;
        _meter = new Chip(chip);
        try
        {
            // 32 V, shunt ±320 mV, measured for ever: what it also does by itself after its power dipped.
            _calls.Do(_meter.Reset);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    // From the shunt's own register: the chip's current register is 0 until somebody calibrates it, and again after every dip.
    public Task<PowerReading> ReadAsync(CancellationToken cancellationToken)
    {
        var (volts, shunt) = _calls.Do(() => (_meter.ReadBusVoltage().Volts, _meter.ReadShuntVoltage().Volts));
        if (volts < 0) volts += BusWraps;
        if (shunt > ShuntWraps / 2) shunt -= ShuntWraps;
        if (Math.Abs(shunt) >= MostShuntVolts) throw new DeviceException($"the current is more than Devices:Power:ShuntOhms={_options.ShuntOhms} can measure ({MostShuntVolts / _options.ShuntOhms:0.##} A); use a smaller shunt");
        var amperes = shunt / _options.ShuntOhms;
        return Task.FromResult(new PowerReading(Math.Round(volts, 3), Math.Round(_options.Reversed ? -amperes : amperes, 3), _charge.At(volts)));
    }

    public void Dispose()
    {
        _meter.Dispose();
        _chip.Dispose();
    }
}
