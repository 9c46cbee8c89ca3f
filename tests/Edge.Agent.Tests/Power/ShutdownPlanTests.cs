using Edge.Agent.Power;

namespace Edge.Agent.Tests.Power;

/// <summary>When a board switches itself off, and in which order.</summary>
public sealed class ShutdownPlanTests
{
    private static readonly PowerOptions Options = new();
    private static readonly PowerLook Empty = new(true, 3);

    private readonly ShutdownPlan _plan = new(Options);
    private TimeSpan _now = TimeSpan.FromHours(1);

    [Fact]
    public void A_battery_that_stays_low_ends_in_the_order_of_the_stages()
    {
        Assert.Equal(ShutdownStage.None, Look(Empty));
        Assert.Equal(ShutdownStage.None, Look(Empty, after: Options.OffAfter - TimeSpan.FromSeconds(1)));
        Assert.Equal(ShutdownStage.Finishing, Look(Empty, after: TimeSpan.FromSeconds(1)));
        Assert.Equal(ShutdownStage.Finishing, Look(Empty, busy: true));
        Assert.Equal(ShutdownStage.Sending, Look(Empty));
        Assert.Equal(ShutdownStage.Sending, Look(Empty, busy: true));
        Assert.Equal(ShutdownStage.Off, Look(Empty));
        Assert.Equal(ShutdownStage.Off, Look(Empty, busy: true, after: TimeSpan.FromHours(1)));
    }

    [Fact]
    public void Nobody_holds_a_board_for_longer_than_its_limits()
    {
        Leave();
        Assert.Equal(ShutdownStage.Finishing, Look(Empty, busy: true, after: Options.StepLimit - TimeSpan.FromSeconds(1)));
        Assert.Equal(ShutdownStage.Sending, Look(Empty, busy: true, after: TimeSpan.FromSeconds(1)));
        Assert.Equal(ShutdownStage.Sending, Look(Empty, busy: true, after: Options.SendLimit - TimeSpan.FromSeconds(1)));
        Assert.Equal(ShutdownStage.Off, Look(Empty, busy: true, after: TimeSpan.FromSeconds(1)));
    }

    [Theory]
    [InlineData(false, 0)]    // a battery that lies, and a board on mains
    [InlineData(null, 0)]     // nobody knows what feeds it
    [InlineData(true, null)]  // it cannot be read
    [InlineData(null, null)]
    [InlineData(true, 11)]    // low, and not that low
    public void What_is_not_known_to_be_an_empty_battery_switches_nothing_off(bool? onBattery, int? charge)
    {
        for (var i = 0; i < 10_000; i++) Assert.Equal(ShutdownStage.None, Look(new PowerLook(onBattery, charge), after: TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public void A_charge_that_jumps_switches_nothing_off()
    {
        int?[] charges = [90, 0, 0, null, 0, 88, 1, 0, 0, 0, 12, 0];
        for (var i = 0; i < 10_000; i++) Assert.Equal(ShutdownStage.None, Look(new PowerLook(true, charges[i % charges.Length]), after: TimeSpan.FromSeconds(5)));
    }

    [Theory]
    [InlineData(nameof(ShutdownStage.Finishing))]
    [InlineData(nameof(ShutdownStage.Sending))]
    [InlineData(nameof(ShutdownStage.Off))]
    public void Power_that_is_back_cancels_at_every_stage_and_a_battery_without_a_reading_does_not(string name)
    {
        var stage = Enum.Parse<ShutdownStage>(name);
        Leave();
        while (_plan.Stage != stage) Look(Empty);
        Assert.Equal(stage, Look(new PowerLook(null, null), busy: true));
        Assert.Equal(stage, Look(new PowerLook(true, Options.OffAt + 2), busy: true));
        Assert.Equal(ShutdownStage.None, Look(new PowerLook(false, 3), busy: true));
        // And all of the minute counts anew.
        Assert.Equal(ShutdownStage.None, Look(Empty));
        Assert.Equal(ShutdownStage.None, Look(Empty, after: Options.OffAfter - TimeSpan.FromSeconds(1)));
        Assert.Equal(ShutdownStage.Finishing, Look(Empty, after: TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void A_battery_that_was_changed_counts_as_power_that_is_back()
    {
        Leave();
        Assert.Equal(ShutdownStage.None, Look(new PowerLook(true, 95), busy: true));
    }

    [Fact]
    public void Zero_switches_it_off()
    {
        var never = new ShutdownPlan(new PowerOptions { OffAt = 0 });
        for (var i = 0; i < 1_000; i++) Assert.Equal(ShutdownStage.None, never.Next(new PowerLook(true, 0), false, TimeSpan.FromMinutes(i)));
    }

    private void Leave()
    {
        Look(Empty);
        Assert.Equal(ShutdownStage.Finishing, Look(Empty, after: Options.OffAfter));
    }

    private ShutdownStage Look(PowerLook look, bool busy = false, TimeSpan after = default) => _plan.Next(look, busy, _now += after);
}
