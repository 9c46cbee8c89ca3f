using Edge.Agent.Devices;
using Edge.Agent.Devices.Buses;
using Edge.Agent.Tests.Support;

namespace Edge.Agent.Tests.Devices.Buses;

public sealed class BusTests
{
    [Fact]
    public void A_bus_that_is_not_there_is_named() =>
        Assert.Contains("/dev/i2c-99", Assert.Throws<DeviceException>(() => Chips.I2c("/dev/i2c-99", 0x27)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("/dev/i2c-22", 22)]
    [InlineData("/dev/i2c-0", 0)]
    public void A_bus_is_known_by_its_number(string path, int number) => Assert.Equal(number, BusPaths.I2c(path));

    [Fact]
    public void A_bus_is_found_by_another_name_that_leads_to_it()
    {
        using var folder = new TestFolder();
        var link = Path.Combine(folder.Root, "kiosk");
        File.CreateSymbolicLink(link, "/dev/i2c-7");
        Assert.True(BusPaths.IsI2c(link));
        Assert.Equal(7, BusPaths.I2c(link));
    }

    [Theory]
    [InlineData("/dev/i2c-1.2")]
    [InlineData("/dev/i2c-")]
    [InlineData("/dev/spidev0.0")]
    [InlineData("/dev/i2c-+1")]
    public void What_has_none_is_refused_with_what_to_write(string path) =>
        Assert.Contains("/dev/i2c-0", Assert.Throws<DeviceException>(() => Chips.I2c(path, 0x27)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_chip_on_spi_is_known_by_two_numbers() => Assert.Equal((0, 1), BusPaths.Spi("/dev/spidev0.1"));
}
