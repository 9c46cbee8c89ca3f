using Edge.Agent.Devices;
using Edge.Agent.Devices.Buses;
using Edge.Agent.Devices.Display;
using Edge.Agent.Devices.Power;
using Edge.Agent.Tests.Devices;
using Edge.Agent.Tests.Devices.Display;
using Edge.Agent.Tests.Devices.Peers;
using Edge.Agent.Tests.Devices.Power;

namespace Edge.Lab.Drivers;

/// <summary>The INA219's driver over raw transfers of the kernel (I2C_RDWR).</summary>
public sealed class Ina219OnTheBusTests : PowerContract, IDisposable
{
    private static readonly PowerOptions Settings = new() { Driver = PowerDriver.Ina219, ShuntOhms = 0.1, Charge = "11=0 12=50 13=100" };
    private readonly SimulatedChip _chip = new(0x40);

    private protected override IPowerSource Open() => new Ina219Power(Chips.I2c(SimulatedChip.BusPath, 0x40), Settings);

    // Register 2: steps of 4 mV above three flags; register 1: steps of 10 uV over the shunt.
    private protected override void Feed(bool fromBattery) => (_chip[2], _chip[1]) = ((3000 << 3) | 2, unchecked((ushort)(fromBattery ? 8000 : -8000)));

    private protected override void Unplug() => _chip.Silent = true;

    public void Dispose() => _chip.Dispose();

    [Fact]
    public async Task The_bus_waits_no_longer_than_a_chip_may_take()
    {
        using var power = Open();
        Feed(fromBattery: true);
        Assert.Equal(0.8, (await power.ReadAsync(Token)).Amperes, 3);
        Assert.Equal(200, SimulatedChip.BusLimitMilliseconds);
    }

    [Fact]
    public async Task An_error_on_the_bus_passes_and_a_slow_chip_is_waited_for()
    {
        using var power = Open();
        Feed(fromBattery: true);
        _chip.Silent = true;
        Assert.Contains("0x40", (await Assert.ThrowsAsync<DeviceException>(() => power.ReadAsync(Token))).Message, StringComparison.Ordinal);
        _chip.Silent = false;
        _chip.Delay = TimeSpan.FromMilliseconds(150);
        Assert.Equal(50, (await power.ReadAsync(Token)).ChargePercent);
    }

    [Fact]
    public void No_chip_at_that_address_is_said_with_the_address() =>
        Assert.Contains("0x55", Assert.Throws<DeviceException>(() => new Ina219Power(Chips.I2c(SimulatedChip.BusPath, 0x55), Settings)).Message, StringComparison.Ordinal);
}

/// <summary>The HD44780's driver over raw transfers; what came over the bus is read as the display would.</summary>
public sealed class Hd44780OnTheBusTests : DisplayContract, IDisposable
{
    private readonly SimulatedChip _chip = new(0x27);

    private protected override Task<ICallDisplay> OpenAsync()
    {
        _chip.ForgetLog();
        return OnLane.RunAsync(() => Task.FromResult<ICallDisplay>(new Hd44780Display(Chips.I2c(SimulatedChip.BusPath, 0x27), new DisplayOptions { Driver = DisplayDriver.Hd44780, Address = 0x27 }, Wait)));
    }

    private static void Wait(TimeSpan span) => Task.Delay(span, TimeProvider.System).GetAwaiter().GetResult();

    private protected override string Row(int row)
    {
        var display = new CharacterDisplay();
        display.Take(_chip.Log);
        return display.Row(row).TrimEnd();
    }

    private protected override void Unplug() => _chip.Silent = true;

    public void Dispose() => _chip.Dispose();
}
