using Edge.Agent.Power;
using Microsoft.Extensions.Options;

namespace Edge.Agent.Tests.Power;

/// <summary>What each mode saves, in figures.</summary>
public sealed class PowerModeTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void A_mode_spaces_health_and_attempts_and_full_leaves_them_alone()
    {
        var power = new BoardPower(Options.Create(new PowerOptions()));
        Assert.Equal((Minute, TimeSpan.Zero), (power.Telemetry(Minute), power.LeastRetry));
        power.Now = new PowerNow(PowerMode.Saver);
        Assert.Equal((5 * Minute, TimeSpan.FromSeconds(15)), (power.Telemetry(Minute), power.LeastRetry));
        power.Now = new PowerNow(PowerMode.Sleep);
        Assert.Equal((15 * Minute, Minute), (power.Telemetry(Minute), power.LeastRetry));
        Assert.Equal(60 * Minute, power.Telemetry(60 * Minute));
        // What is said last is said at once.
        power.Now = new PowerNow(PowerMode.Sleep, ShutdownStage.Sending);
        Assert.Equal((Minute, TimeSpan.Zero), (power.Telemetry(Minute), power.LeastRetry));
    }

    [Fact]
    public void The_setting_names_the_mode_and_nobody_who_is_served_is_left_in_the_dark()
    {
        Assert.Equal((PowerMode.Full, PowerMode.Full), Of(PowerSetting.Full, true));
        Assert.Equal((PowerMode.Saver, PowerMode.Saver), Of(PowerSetting.Saver, false));
        Assert.Equal((PowerMode.Saver, PowerMode.Sleep), Of(PowerSetting.Sleep, false));
        Assert.Equal((PowerMode.Saver, PowerMode.Sleep), Of(PowerSetting.Auto, true));
        Assert.Equal((PowerMode.Full, PowerMode.Full), Of(PowerSetting.Auto, false));
        Assert.Equal((PowerMode.Full, PowerMode.Full), Of(PowerSetting.Auto, null));
    }

    [Fact]
    public void A_supply_that_comes_and_goes_with_the_clouds_changes_no_mode()
    {
        var mode = new ModeChoice(PowerSetting.Auto);
        for (var i = 0; i < 1_000; i++) Assert.Equal(PowerMode.Full, mode.Of(i % 6 != 0, serves: false, TimeSpan.FromSeconds(10 * i)));
    }

    // Served, and not.
    private static (PowerMode Served, PowerMode Not) Of(PowerSetting setting, bool? onBattery)
    {
        var mode = new ModeChoice(setting);
        mode.Of(onBattery, serves: true, TimeSpan.Zero);
        return (mode.Of(onBattery, serves: true, Minute), mode.Of(onBattery, serves: false, Minute));
    }
}
