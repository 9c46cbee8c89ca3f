using Edge.Agent.Devices.Buses;
using Edge.Agent.Devices;
using Edge.Agent.Devices.Display;
using Edge.Agent.Tests.Devices.Display;
using Edge.Agent.Tests.Devices.Peers;

namespace Edge.Agent.Tests.Devices.Buses;

/// <summary>The default display driver on a bus of System.Device.Gpio: all of both that needs no hardware.</summary>
public sealed class SystemDeviceBusTests : DisplayContract, IDisposable
{
    private readonly CharacterDisplay _display = new();
    private readonly FakeI2c _wires;
    private readonly List<int> _opened = [];

    public SystemDeviceBusTests() => _wires = new FakeI2c(39, _display.Take, _display.Read);

    public void Dispose() => _wires.Dispose();

    private protected override Task<ICallDisplay> OpenAsync() => Hd44780Display.OpenAsync(Bus(), new DisplayOptions(), TimeProvider.System, Token);

    private protected override string Row(int row) => _display.Row(row).TrimEnd();

    private protected override void Unplug() => _wires.Unplugged = true;

    [Fact]
    public void Chips_are_opened_once_and_told_apart_by_their_address()
    {
        using var bus = Bus();
        var pins = new byte[1];
        bus.Transfer(39, [0x08], []);
        bus.Transfer(39, [], pins);
        Assert.Equal(0x08, pins[0]);
        bus.Transfer(39, [0x09], pins);
        Assert.Equal(0x09, pins[0]);
        Assert.Contains("/dev/i2c-1 gets no answer from the chip at 0x26", Assert.Throws<DeviceException>(() => bus.Transfer(0x26, [1], [])).Message, StringComparison.Ordinal);
        Assert.Equal([39, 0x26], _opened);
    }

    [Fact]
    public void As_many_bytes_come_over_spi_as_go()
    {
        using var wires = new FakeSpi();
        using var chip = new SpiChip(wires);
        using var bus = new SystemDeviceSpiBus("/dev/spidev0.0", chip);
        var read = new byte[3];
        bus.Exchange([1, 2, 3], read);
        Assert.Equal([0xFE, 0xFD, 0xFC], read);
        wires.Gone = true;
        Assert.Contains("/dev/spidev0.0", Assert.Throws<DeviceException>(() => bus.Exchange([1], new byte[1])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/dev/i2c-22", 22)]
    [InlineData("/dev/i2c-0", 0)]
    public void A_bus_is_known_by_its_number(string path, int number) => Assert.Equal(number, BusPaths.I2c(path));

    [Theory]
    [InlineData("/dev/i2c-1.2")]
    [InlineData("/dev/i2c-")]
    [InlineData("/dev/spidev0.0")]
    [InlineData("/dev/i2c-+1")]
    public void What_has_none_is_refused_with_what_to_write(string path) =>
        Assert.Contains("/dev/i2c-0", Assert.Throws<DeviceException>(() => new SystemDeviceI2cBus(path)).Message, StringComparison.Ordinal);

    [Fact]
    public void Other_paths_are_known_by_their_numbers_too() =>
        Assert.Equal(((0, 1), 4), (BusPaths.Spi("/dev/spidev0.1"), BusPaths.Gpio("/dev/gpiochip4")));

    private SystemDeviceI2cBus Bus() => new("/dev/i2c-1", address =>
    {
        _opened.Add(address);
        return new I2cChip(_wires, address);
    });
}
