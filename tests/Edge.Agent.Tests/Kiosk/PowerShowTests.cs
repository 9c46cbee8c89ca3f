using Edge.Agent.Devices;
using Edge.Agent.Kiosk.Office;
using Edge.Agent.Kiosk.Show;
using Edge.Agent.Power;
using Edge.Agent.Telemetry.Faults;

namespace Edge.Agent.Tests.Kiosk;

/// <summary>What lights and display say of the board's power.</summary>
public sealed class PowerShowTests : IDisposable
{
    private readonly KioskBench _kiosk = new();
    private readonly DisplayText _text;

    public PowerShowTests() => _text = new DisplayText(_kiosk.Settings);

    [Fact]
    public void A_board_that_is_about_to_go_says_so_and_asks_for_no_press()
    {
        _kiosk.Press(KeypadKey.Divide, KeypadKey.Divide);
        Assert.Equal((LightPattern.Steady, LightPattern.Off), (Light(LightPlan.Ready), Light(LightPlan.NoStore)));
        Become(PowerMode.Full, ShutdownStage.Finishing);
        Assert.Equal((LightPattern.Off, LightPattern.SlowBlink), (Light(LightPlan.Ready), Light(LightPlan.NoStore)));
        Assert.Equal(["Pin sắp hết", "Battery low", "Máy sắp tắt"], Lines().Take(3));
        Assert.Equal("OFF", Assert.Single(_text.Lines(_kiosk.Scenes.Current, _kiosk.Time.Elapsed, 4, 1).Lines));

        _kiosk.Power.Now = new PowerNow(PowerMode.Full, ShutdownStage.Finishing);
        _kiosk.Press("card");
        Assert.Empty(_kiosk.State.Tickets);
        Assert.EndsWith(": power-off", _kiosk.Voice.Heard[^1], StringComparison.Ordinal);
        // A store that has failed is worse.
        _kiosk.Scenes.Update(s => s with { StoreProblem = "failed" });
        Assert.Equal(LightPattern.Steady, Light(LightPlan.NoStore));

        Become(PowerMode.Full, ShutdownStage.None);
        Assert.Equal("Mời bấm nút", _text.Lines(_kiosk.Scenes.Current with { StoreProblem = null }, _kiosk.Time.Elapsed, 20, 4).Lines[0].Trim());
    }

    [Fact]
    public void Saving_power_darkens_the_link_lights_but_not_the_link_meter_and_asleep_the_display_too()
    {
        _kiosk.Scenes.Update(s => s with { Bars = 4 });
        Assert.Equal(4, Lit());
        Become(PowerMode.Saver, ShutdownStage.None);
        Assert.Equal(0, Lit());
        Assert.Contains("Đã nghỉ / Closed", Lines());
        Become(PowerMode.Sleep, ShutdownStage.None);
        Assert.Equal(0, Lit());
        Assert.All(Lines(), line => Assert.Equal("", line));
        _kiosk.Scenes.Update(s => s with { Faults = [new Fault("scanner", "failed")] });
        Assert.All(_text.Lines(_kiosk.Scenes.Current, _kiosk.Time.Elapsed, 20, 2).Lines, line => Assert.Equal("", line.Trim()));
        _kiosk.Meter.Set(true);
        Assert.Equal(4, Lit());
        Assert.Contains("Đo sóng / Signal", Lines());
    }

    [Fact]
    public void Whoever_is_called_while_the_board_sleeps_is_on_the_display()
    {
        _kiosk.Press(KeypadKey.Divide, KeypadKey.Divide);
        _kiosk.Give();
        _kiosk.Do(new KioskCommand.Next());
        Become(PowerMode.Sleep, ShutdownStage.None);
        _kiosk.Scenes.Update(s => s with { Queue = _kiosk.State });
        Assert.Contains("A001", Lines());
    }

    public void Dispose() => _kiosk.Dispose();

    private void Become(PowerMode mode, ShutdownStage stage) => _kiosk.Scenes.Update(s => s with { Power = new PowerNow(mode, stage) });

    private LightPattern Light(string light) => LightPlan.Of(_kiosk.Scenes.Current, _kiosk.Time.Elapsed)[light];

    private int Lit() => LightPlan.Link.Count(l => Light(l) != LightPattern.Off);

    private string[] Lines() => [.. _text.Lines(_kiosk.Scenes.Current, _kiosk.Time.Elapsed, 20, 4).Lines.Select(l => l.Trim())];
}
