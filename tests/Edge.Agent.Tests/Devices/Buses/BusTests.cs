using Edge.Agent.Devices;
using Edge.Agent.Devices.Buses;

namespace Edge.Agent.Tests.Devices.Buses;

public sealed class BusTests
{
    [Fact]
    public void An_spi_transfer_is_these_bytes()
    {
        // tx_buf, rx_buf, len, speed_hz, delay_usecs, bits_per_word, cs_change, tx_nbits, rx_nbits, word_delay, pad
        Assert.Equal("8877665544332211" + "0100000000000000" + "03000000" + "40420F00" + "0000" + "08" + "0000000000",
            Convert.ToHexString(LinuxSpiBus.Encode(0x1122334455667788, 1, 3, 1_000_000)));
        Assert.Equal(1u << 30 | LinuxSpiBus.TransferBytes << 16 | 'k' << 8, LinuxSpiBus.OneMessage);
    }

    [Fact]
    public void A_bus_that_is_not_there_is_named() =>
        Assert.Contains("/dev/i2c-99", Assert.Throws<DeviceException>(() => new LinuxI2cBus("/dev/i2c-99")).Message, StringComparison.Ordinal);
}
