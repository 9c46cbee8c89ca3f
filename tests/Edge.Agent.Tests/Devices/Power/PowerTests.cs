using Edge.Agent.Devices;
using Edge.Agent.Devices.Power;
using Edge.Agent.Devices.Virtual;
using Edge.Agent.Tests.Devices.Peers;

namespace Edge.Agent.Tests.Devices.Power;

public sealed class VirtualPowerTests : PowerContract
{
    private readonly VirtualBoard _board = new(TimeProvider.System);

    private protected override IPowerSource Open() => _board.Power.Open();

    private protected override void Feed(bool fromBattery) => (_board.Power.Mains, _board.Power.ChargePercent) = (!fromBattery, 50);

    private protected override void Unplug() => _board["power"].Plugged = false;
}

/// <summary>The chip on a bus of the test.</summary>
public sealed class Ina219Tests : PowerContract, IDisposable
{
    private static readonly PowerOptions Settings = new() { Driver = PowerDriver.Ina219, ShuntOhms = 0.1, MostAmperes = 3.2, Charge = "11=0 12=50 13=100" };
    private readonly RegisterChip _chip = new();
    private readonly FakeI2c _bus;

    public Ina219Tests() => _bus = new FakeI2c(0x40, _chip.Take, _chip.Read);

    private protected override IPowerSource Open() => new Ina219Source(_bus, Settings);

    // 12 V are 3000 steps of 4 mV above three flags; 0.8 A of 3.2 A in 32768 steps are 8192.
    private protected override void Feed(bool fromBattery) => (_chip.Registers[2], _chip.Registers[4]) = ((3000 << 3) | 2, unchecked((ushort)(fromBattery ? 8192 : -8192)));

    public void Dispose() => _bus.Dispose();

    private protected override void Unplug() => _bus.Unplugged = true;

    // The worked example of the data sheet (SBOS448G, section 9.2.2.1): 2 mOhm, 1 mA a step, 11.98 V, 10 A.
    [Fact]
    public void The_example_of_the_data_sheet_comes_out()
    {
        Assert.Equal(0x5000, Ina219.CalibrationFor(0.001, 0.002));
        Assert.Equal(11.98, Ina219.Volts(0x5D98), 6);
        Assert.Equal(10.0, Ina219.Amperes(0x2710, 0.001), 6);
        Assert.Equal(-10.0, Ina219.Amperes(0xD8F0, 0.001), 6);
        Assert.Equal("053039", Convert.ToHexString(Ina219.Write(Ina219.Calibration, 12345)));
    }

    [Fact]
    public async Task It_is_set_before_it_is_read_and_again_after_its_power_dipped()
    {
        using var power = Open();
        Feed(fromBattery: true);
        await power.ReadAsync(Token);
        // 0.04096 / (3.2 / 32768 * 0.1) = 4194.3
        Assert.Equal((0x3FFF, 4194), (_chip.Registers[0], _chip.Registers[5]));
        _chip.Registers[5] = 0;
        await power.ReadAsync(Token);
        Assert.Equal(4194, _chip.Registers[5]);
    }

    [Fact]
    public async Task A_current_beyond_its_range_is_no_reading()
    {
        using var power = Open();
        Feed(fromBattery: true);
        _chip.Registers[2] |= 1;
        Assert.Contains("MostAmperes", (await Assert.ThrowsAsync<DeviceException>(() => power.ReadAsync(Token))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_chip_that_does_not_answer_leaves_no_bus_open()
    {
        _bus.Unplugged = true;
        Assert.Throws<DeviceException>(Open);
        Assert.True(_bus.Disposed);
    }

    [Theory]
    [InlineData(10.0, 0)]
    [InlineData(11.0, 0)]
    [InlineData(11.5, 25)]
    [InlineData(12.0, 50)]
    [InlineData(12.2, 60)]
    [InlineData(13.0, 100)]
    [InlineData(14.4, 100)]
    public void Charge_follows_the_table(double volts, int percent) => Assert.Equal(percent, ChargeTable.Parse("11=0 12=50 13=100")!.At(volts));

    [Theory]
    [InlineData("11")]
    [InlineData("11=0")]
    [InlineData("12=50 11=0")]
    [InlineData("11=50 12=20")]
    [InlineData("11=0 12=101")]
    [InlineData("11=0 12=x")]
    public void A_wrong_table_is_none(string text) => Assert.Null(ChargeTable.Parse(text));
}
