using Edge.Agent.Enrolment;
using Edge.Agent.Kiosk.Office;
using Edge.Agent.Kiosk.Queue;
using Edge.Agent.Power;
using Edge.Agent.Tests.Power;

namespace Edge.Agent.Tests.Enrolment;

/// <summary>The battery runs low while a citizen is at the desk: the step in hand is sealed, no other begun, and the machine is asked once.</summary>
public sealed class LowBatteryTests : IAsyncLifetime
{
    private readonly DeskBench _bench = new();
    private PowerBench? _power;

    private PowerBench Power => _power!;

    public async ValueTask InitializeAsync()
    {
        await _bench.StartAsync();
        _power = new PowerBench(_bench.Time, _bench.Power, _bench.Log, _bench.LastStep.Share(() => _bench.Desk.Current));
    }

    public async ValueTask DisposeAsync()
    {
        await _bench.DisposeAsync();
        _power?.Dispose();
    }

    [Fact(Timeout = 120_000)]
    public async Task The_step_in_hand_is_sealed_the_next_one_is_not_begun_and_after_the_power_is_back_the_case_goes_on()
    {
        await _bench.ToFingersAsync();
        Power.RunLow();
        Assert.Equal(ShutdownStage.Finishing, _bench.Power.Now.Stage);
        Power.Look(4, mains: false, TimeSpan.FromSeconds(1));
        Assert.Equal(ShutdownStage.Finishing, _bench.Power.Now.Stage);

        // All ten fingers; what follows them is not begun.
        _bench.Sensor.Rest = TestFingers.Good;
        await _bench.UntilAsync(CaseSteps.Portrait);
        _bench.Sensor.Rest = null;
        Assert.Equal("switching-off", (await _bench.DoAsync(new CaseAct.TakePortrait())).Problem);
        Assert.False(Power.Asked);
        Power.Look(4, mains: false, TimeSpan.FromSeconds(1));
        Power.Look(4, mains: false, TimeSpan.FromSeconds(1));
        Assert.True(Power.Asked);
        Assert.Equal(ShutdownStage.Off, _bench.Power.Now.Stage);

        await _bench.RestartAsync();
        Assert.Equal(CaseSteps.Portrait, _bench.Case.Current);
        Assert.Contains("lan fingers-done", _bench.Acts());
        _bench.Power.Now = PowerNow.Full;
        await _bench.DoneAsync(new CaseAct.TakePortrait());
        await _bench.DoneAsync(new CaseAct.AcceptPortrait(null, null));
        await _bench.AgreeAsync();
        await _bench.DoneAsync(new CaseAct.Finish());
        Assert.Single(_bench.Records());
    }

    [Fact(Timeout = 120_000)]
    public async Task Mains_that_is_back_lets_the_desk_go_on_where_it_was()
    {
        await _bench.ToFingersAsync();
        Power.RunLow();
        _bench.Sensor.Rest = TestFingers.Good;
        await _bench.UntilAsync(CaseSteps.Portrait);
        _bench.Sensor.Rest = null;
        for (var i = 0; i < 3; i++) Power.Look(4, mains: false, TimeSpan.FromSeconds(1));
        Assert.True(Power.Asked);
        Power.Look(4, mains: true);
        Assert.False(Power.Asked);
        Assert.Equal(PowerNow.Full, _bench.Power.Now);
        await _bench.DoneAsync(new CaseAct.TakePortrait());
        await _bench.DoneAsync(new CaseAct.AcceptPortrait(null, null));
        // The board asks for consent by itself again.
        await _bench.AgreeAsync();
    }

    [Theory(Timeout = 120_000)]
    [InlineData(nameof(ShutdownStage.Finishing))]
    [InlineData(nameof(ShutdownStage.Sending))]
    [InlineData(nameof(ShutdownStage.Off))]
    public async Task Killed_at_any_stage_it_has_every_step_that_was_sealed_and_the_citizen_is_enrolled_once(string name)
    {
        var stage = Enum.Parse<ShutdownStage>(name);
        await _bench.ToFingersAsync();
        Power.RunLow();
        if (stage > ShutdownStage.Finishing)
        {
            _bench.Sensor.Rest = TestFingers.Good;
            await _bench.UntilAsync(CaseSteps.Portrait);
            _bench.Sensor.Rest = null;
        }
        while (_bench.Power.Now.Stage < stage) Power.Look(4, mains: false, TimeSpan.FromSeconds(1));
        Assert.Equal(stage, _bench.Power.Now.Stage);

        await _bench.KillAsync();
        _bench.Power.Now = PowerNow.Full;
        await _bench.RestartAsync();
        Assert.Equal(stage > ShutdownStage.Finishing ? CaseSteps.Portrait : CaseSteps.Fingers, _bench.Case.Current);
        if (stage == ShutdownStage.Finishing) _bench.Sensor.Rest = TestFingers.Good;
        await _bench.UntilAsync(CaseSteps.Portrait);
        _bench.Sensor.Rest = null;
        await _bench.DoneAsync(new CaseAct.TakePortrait());
        await _bench.DoneAsync(new CaseAct.AcceptPortrait(null, null));
        await _bench.AgreeAsync();
        await _bench.DoneAsync(new CaseAct.Finish());
        Assert.Single(_bench.Records());
    }

    [Fact(Timeout = 120_000)]
    public async Task Nothing_new_begins_and_a_case_that_is_ready_can_still_be_finished()
    {
        await _bench.ToFingersAsync();
        await _bench.CaptureAsync();
        Power.RunLow();
        Assert.Equal(RefusalKind.SwitchingOff, Assert.IsType<Refusal>(_bench.Office.Do(new KioskCommand.Give("card", false, "vi")).Verdict).Kind);
        await _bench.DoneAsync(new CaseAct.Finish());
        Assert.Single(_bench.Records());
        Assert.Equal("switching-off", (await _bench.DoAsync(new CaseAct.Begin("card", null, "vi"))).Problem);
        for (var i = 0; i < 3; i++) Power.Look(4, mains: false, TimeSpan.FromSeconds(1));
        Assert.True(Power.Asked);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_step_that_nobody_finishes_holds_the_board_for_two_minutes_and_what_was_sealed_stays()
    {
        await _bench.ToFingersAsync();
        Power.RunLow();
        Power.Look(4, mains: false, TimeSpan.FromSeconds(119));
        Assert.Equal(ShutdownStage.Finishing, _bench.Power.Now.Stage);
        Power.Look(4, mains: false, TimeSpan.FromSeconds(1));
        Power.Look(4, mains: false, TimeSpan.FromSeconds(1));
        Assert.True(Power.Asked);
        await _bench.RestartAsync();
        Assert.Equal(CaseSteps.Fingers, _bench.Case.Current);
        Assert.Contains("lan identify-done", _bench.Acts());
    }
}
