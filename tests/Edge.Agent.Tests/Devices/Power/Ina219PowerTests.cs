using Edge.Agent.Devices;
using Edge.Agent.Devices.Power;
using Edge.Agent.Tests.Devices.Peers;

namespace Edge.Agent.Tests.Devices.Power;

public sealed class Ina219PowerTests : PowerContract, IDisposable
{
    private readonly RegisterChip _chip = new();
    private readonly FakeI2c _bus;

    public Ina219PowerTests() => _bus = new FakeI2c(0x40, _chip.Take, _chip.Read);

    public void Dispose() => _bus.Dispose();

    private protected override IPowerSource Open() => Open(new PowerOptions { Charge = "11=0 12=50 13=100" });

    private Ina219Power Open(PowerOptions options) => new(_bus, options);

    // 12 V are 3000 steps of 4 mV above three flags; 0.8 A over 0.1 ohm are 8000 steps of 10 uV.
    private protected override void Feed(bool fromBattery) => (_chip.Registers[2], _chip.Registers[1]) = ((3000 << 3) | 2, unchecked((ushort)(fromBattery ? 8000 : -8000)));

    private protected override void Unplug() => _bus.Unplugged = true;

    [Theory]
    [InlineData(6500, 26.0)]
    [InlineData(4096, 16.384)]
    [InlineData(4095, 16.38)]
    public async Task Batteries_of_24_volts_are_read(int steps, double volts)
    {
        using var power = Open();
        (_chip.Registers[2], _chip.Registers[1]) = ((ushort)(steps << 3), 0);
        Assert.Equal(volts, (await power.ReadAsync(TestContext.Current.CancellationToken)).Volts, 3);
    }

    [Fact]
    public async Task A_shunt_that_is_wired_the_other_way_round_is_turned()
    {
        using var power = Open(new PowerOptions { Reversed = true });
        Feed(fromBattery: true);
        var reading = await power.ReadAsync(TestContext.Current.CancellationToken);
        Assert.Equal((-0.8, null), (reading.Amperes, reading.ChargePercent));
    }

    [Fact]
    public async Task A_current_beyond_its_range_is_no_reading()
    {
        using var power = Open();
        foreach (var shunt in (int[])[32000, -32000])
        {
            (_chip.Registers[2], _chip.Registers[1]) = (3000 << 3, unchecked((ushort)shunt));
            Assert.Contains("ShuntOhms", (await Assert.ThrowsAsync<DeviceException>(() => power.ReadAsync(TestContext.Current.CancellationToken))).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_chip_that_does_not_answer_is_named_and_leaves_no_bus_open()
    {
        _bus.Unplugged = true;
        Assert.Contains("0x40 on /dev/i2c-1", Assert.Throws<DeviceException>(Open).Message, StringComparison.Ordinal);
        Assert.True(_bus.Disposed);
    }
}
