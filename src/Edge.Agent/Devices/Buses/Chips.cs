using System.Device.I2c;
using System.Device.Spi;
using Edge.Agent.Devices.Kernel;

namespace Edge.Agent.Devices.Buses;

/// <summary>Chips on the kernel's buses, as System.Device.Gpio opens them.</summary>
internal static class Chips
{
    // linux/i2c-dev.h, in steps of ten milliseconds. A chip that stretches the clock for longer is stuck.
    private const uint SetTimeout = 0x0702;
    private const int TimeoutSteps = 20;

    /// <exception cref="DeviceException">There is no such bus.</exception>
    public static unsafe I2cDevice I2c(string path, int address)
    {
        var settings = new I2cConnectionSettings(BusPaths.I2c(path), address);
        // The library sets no time limit. It is the bus's own, so that one word for all who use it is enough.
        using (var bus = DeviceFile.Open(path, DeviceCalls.ReadWrite)) bus.Control(SetTimeout, (void*)TimeoutSteps, "takes no time limit");
        return new LibraryCalls(path, "look at the agent's groups").Do(() => I2cDevice.Create(settings));
    }

    /// <summary>Nothing is opened before the first word to the chip.</summary>
    public static SpiDevice Spi(string path, int hertz)
    {
        var (bus, chip) = BusPaths.Spi(path);
        return SpiDevice.Create(new SpiConnectionSettings(bus, chip) { ClockFrequency = hertz, Mode = SpiMode.Mode0 });
    }
}
