using System.Device.I2c;
using Edge.Agent.Devices.Power;
using Chip = Iot.Device.Adc.Ina219;

namespace Edge.Iot.Devices;

/// <summary>Voltage and current by an INA219 between battery and board.</summary>
internal sealed class Ina219Power : IPowerSource
{
    private const string Device = "power (Ina219)";

    private readonly Chip _meter;
    private readonly double _shuntOhms;

    /// <param name="device">The chip.</param>
    /// <param name="shuntOhms">The resistor it measures the current by; 0.1 on most boards.</param>
    /// <exception cref="Edge.Agent.Devices.DeviceException">It does not answer.</exception>
    public Ina219Power(I2cDevice device, double shuntOhms)
    {
        _shuntOhms = shuntOhms;
        _meter = DeviceCalls.Do(Device, () => new Chip(device));
    }

    // From the shunt's own register: the chip's current register is 0 until somebody calibrates it, and again after every brown-out.
    public Task<PowerReading> ReadAsync(CancellationToken cancellationToken) => DeviceCalls.DoAsync(Device,
        () => new PowerReading(_meter.ReadBusVoltage().Volts, _meter.ReadShuntVoltage().Volts / _shuntOhms, ChargePercent: null), cancellationToken);

    public void Dispose() => _meter.Dispose();
}
