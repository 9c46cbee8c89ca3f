using Edge.Agent.Devices;
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
    private static readonly PowerOptions Settings = new() { Driver = PowerDriver.Ina219, ShuntOhms = 0.1, MostAmperes = 3.2, Charge = "11=0 12=50 13=100" };
    private readonly SimulatedChip _chip = new(0x40);

    private protected override IPowerSource Open() => new Ina219Source(SimulatedChip.OpenBus(), Settings);

    // Register 2: steps of 4 mV above three flags; register 4: 32768 steps for 3.2 A.
    private protected override void Feed(bool fromBattery) => (_chip[2], _chip[4]) = ((3000 << 3) | 2, unchecked((ushort)(fromBattery ? 8192 : -8192)));

    private protected override void Unplug() => _chip.Silent = true;

    public void Dispose() => _chip.Dispose();

    [Fact]
    public async Task The_chip_has_its_settings_in_its_registers()
    {
        using var power = Open();
        Feed(fromBattery: true);
        await power.ReadAsync(Token);
        Assert.Equal((0x3FFF, 4194), (_chip[0], _chip[5]));
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
        Assert.Contains("0x55", Assert.Throws<DeviceException>(() => new Ina219Source(SimulatedChip.OpenBus(), new PowerOptions { Driver = PowerDriver.Ina219, Address = 0x55 })).Message, StringComparison.Ordinal);
}

/// <summary>The HD44780's driver over raw transfers; what came over the bus is read as the display would.</summary>
public sealed class Hd44780OnTheBusTests : DisplayContract, IDisposable
{
    private readonly SimulatedChip _chip = new(0x27);

    private protected override Task<ICallDisplay> OpenAsync()
    {
        _chip.ForgetLog();
        return OnLane.RunAsync(() => Hd44780Display.OpenAsync(SimulatedChip.OpenBus(), new DisplayOptions { Driver = DisplayDriver.Hd44780, Address = 0x27 }, TimeProvider.System, Token));
    }

    private protected override string Row(int row)
    {
        var display = new CharacterDisplay();
        display.Take(_chip.Log);
        return display.Row(row).TrimEnd();
    }

    private protected override void Unplug() => _chip.Silent = true;

    public void Dispose() => _chip.Dispose();
}
