using System.Device.I2c;

namespace Edge.Agent.Devices.Buses;

/// <summary>An I2C bus through System.Device.Gpio. It has no time limit of its own: the kernel's (a second, unless its driver says otherwise) holds.</summary>
internal sealed class SystemDeviceI2cBus : II2cBus
{
    private readonly string _name;
    private readonly Func<int, I2cDevice> _open;
    private readonly Dictionary<int, I2cDevice> _chips = [];

    /// <exception cref="DeviceException">The path is none of a bus.</exception>
    public SystemDeviceI2cBus(string path)
        : this(path, Opening(BusPaths.I2c(path)))
    {
    }

    internal SystemDeviceI2cBus(string name, Func<int, I2cDevice> open) => (_name, _open) = (name, open);

    public void Transfer(int address, ReadOnlySpan<byte> write, Span<byte> read)
    {
        try
        {
            if (!_chips.TryGetValue(address, out var chip)) _chips[address] = chip = _open(address);
            if (read.Length == 0) chip.Write(write);
            else if (write.Length == 0) chip.Read(read);
            else chip.WriteRead(write, read);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw new DeviceException($"{_name} gets no answer from the chip at 0x{address:x2}: {e.Message}; look at its power, its wiring and its address (i2cdetect)", e);
        }
    }

    public void Dispose()
    {
        foreach (var chip in _chips.Values) chip.Dispose();
        _chips.Clear();
    }

    private static Func<int, I2cDevice> Opening(int bus) => address => I2cDevice.Create(new I2cConnectionSettings(bus, address));
}
