using System.Device.Spi;

namespace Edge.Agent.Devices.Buses;

/// <summary>An SPI bus through System.Device.Gpio, in mode 0.</summary>
internal sealed class SystemDeviceSpiBus : ISpiBus
{
    private readonly string _name;
    private readonly SpiDevice _chip;

    /// <exception cref="DeviceException">The path is none of a bus.</exception>
    public SystemDeviceSpiBus(string path, int hertz)
        : this(path, LibraryCalls.Do(path, () => SpiDevice.Create(new SpiConnectionSettings(BusPaths.Spi(path).Bus, BusPaths.Spi(path).Chip) { ClockFrequency = hertz, Mode = SpiMode.Mode0 })))
    {
    }

    internal SystemDeviceSpiBus(string name, SpiDevice chip) => (_name, _chip) = (name, chip);

    public void Exchange(ReadOnlySpan<byte> write, Span<byte> read)
    {
        if (write.Length != read.Length) throw new ArgumentException($"{write.Length} bytes go and {read.Length} come; on SPI they must be as many.", nameof(read));
        try
        {
            _chip.TransferFullDuplex(write, read);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw new DeviceException($"{_name} takes no message: {e.Message}", e);
        }
    }

    public void Dispose() => _chip.Dispose();
}
