using Edge.Agent.Devices;
using Edge.Agent.Devices.Power;

namespace Edge.Agent.Tests.Devices.Power;

/// <summary>What every monitor of a battery does.</summary>
public abstract class PowerContract
{
    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    private protected abstract IPowerSource Open();

    /// <summary>The battery feeds the board, or is charged, and is half full.</summary>
    private protected abstract void Feed(bool fromBattery);

    private protected abstract void Unplug();

    [Fact]
    public async Task It_tells_which_way_the_current_flows_and_how_full_the_battery_is()
    {
        using var power = Open();
        Feed(fromBattery: true);
        var reading = await power.ReadAsync(Token);
        Assert.InRange(reading.Amperes, 0.1, 2);
        Assert.InRange(reading.Volts, 11, 13);
        Assert.Equal(50, reading.ChargePercent);
        Feed(fromBattery: false);
        Assert.InRange((await power.ReadAsync(Token)).Amperes, -2, -0.1);
    }

    [Fact]
    public async Task Unplugged_it_says_so()
    {
        using var power = Open();
        Unplug();
        await Assert.ThrowsAsync<DeviceException>(() => power.ReadAsync(Token));
    }
}
