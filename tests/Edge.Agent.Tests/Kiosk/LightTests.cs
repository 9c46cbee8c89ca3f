using Edge.Agent.Devices;
using Edge.Agent.Devices.Gpio;
using Edge.Agent.Kiosk.Office;
using Edge.Agent.Kiosk.Settings;
using Edge.Agent.Kiosk.Show;
using Edge.Agent.Spool;
using Edge.Agent.Telemetry.Faults;
using Edge.Agent.Tests.Support;
using Edge.Testing.Time;
using Microsoft.Extensions.Logging;

namespace Edge.Agent.Tests.Kiosk;

/// <summary>What the lights say, and that saying it keeps nobody waiting.</summary>
public sealed class LightTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private readonly KioskBench _kiosk = new();

    [Fact]
    public void Green_is_lit_only_while_a_press_brings_a_ticket()
    {
        Assert.Equal(LightPattern.Off, Light(LightPlan.Ready));
        _kiosk.Press(KeypadKey.Divide, KeypadKey.Divide);
        Assert.Equal(LightPattern.Steady, Light(LightPlan.Ready));
        _kiosk.Press("priority");
        Assert.Equal(LightPattern.SlowBlink, Light(LightPlan.Ready));
        _kiosk.Index.Now = _kiosk.Index.Now with { FreeBytes = 10 };
        _kiosk.Press("card");
        Assert.Equal((LightPattern.Off, LightPattern.Steady, LightPattern.FastBlink), (Light(LightPlan.Ready), Light(LightPlan.NoStore), Light(LightPlan.Error)));
    }

    [Theory]
    [InlineData(nameof(StickState.Working), LightPattern.FastBlink, LightPattern.Steady, LightPattern.Off, "Đang đọc USB")]
    [InlineData(nameof(StickState.Waiting), LightPattern.SlowBlink, LightPattern.Steady, LightPattern.Off, "Chờ có mạng")]
    [InlineData(nameof(StickState.Done), LightPattern.Off, LightPattern.FastBlink, LightPattern.Off, "Đăng ký xong")]
    [InlineData(nameof(StickState.NotOurs), LightPattern.Off, LightPattern.Steady, LightPattern.FastBlink, "USB của máy khác")]
    [InlineData(nameof(StickState.Failed), LightPattern.Off, LightPattern.Steady, LightPattern.FastBlink, "USB bị lỗi")]
    internal void A_stick_has_rhythms_and_a_line_of_its_own_for_a_minute(string stick, LightPattern busy, LightPattern ready, LightPattern error, string line)
    {
        _kiosk.Press(KeypadKey.Divide, KeypadKey.Divide);
        var until = TimeSpan.FromMinutes(10);
        var scene = _kiosk.Scenes.Current with { Stick = Enum.Parse<StickState>(stick), StickUntil = until };
        var lights = LightPlan.Of(scene, until - TimeSpan.FromTicks(1));
        Assert.Equal((busy, ready, error), (lights[LightPlan.Busy], lights[LightPlan.Ready], lights[LightPlan.Error]));
        Assert.Equal(line, new DisplayText(new KioskSettings(new KioskOptions())).Lines(scene, until - TimeSpan.FromTicks(1), 20, 4).Lines[0].Trim());
        lights = LightPlan.Of(scene, until);
        Assert.Equal((LightPattern.Off, LightPattern.Steady, LightPattern.Off), (lights[LightPlan.Busy], lights[LightPlan.Ready], lights[LightPlan.Error]));
        Assert.Equal(until, scene.NextChange(TimeSpan.FromMinutes(9)));
    }

    [Fact]
    public void A_fault_has_a_slow_rhythm_and_a_notice_none()
    {
        Assert.Equal(LightPattern.SlowBlink, LightPlan.Of(new Scene { Faults = [new Fault("printer", "cover-open")] }, TimeSpan.Zero)[LightPlan.Error]);
        Assert.Equal(LightPattern.Off, LightPlan.Of(new Scene { Faults = [new Fault("printer", "paper-near-end")] }, TimeSpan.Zero)[LightPlan.Error]);
    }

    [Theory]
    [InlineData(null, "SlowBlink SlowBlink SlowBlink SlowBlink")]
    [InlineData(0, "FastBlink Off Off Off")]
    [InlineData(3, "Steady Steady SlowBlink Off")]
    public void While_somebody_looks_for_signal_the_lights_say_so(int? bars, string lights)
    {
        var scene = new Scene { Bars = bars, MeterUntil = TimeSpan.FromSeconds(5) };
        Assert.Equal(lights, string.Join(' ', LightPlan.Link.Select(l => LightPlan.Of(scene, TimeSpan.Zero)[l])));
        Assert.DoesNotContain(LightPlan.Link, l => LightPlan.Of(scene with { Bars = bars ?? 0 }, TimeSpan.FromSeconds(6))[l] == LightPattern.FastBlink);
    }

    [Theory]
    [InlineData("the card is gone", 1_000_000)]
    [InlineData(null, 10)]
    public void No_store_is_red_and_the_voice_says_so(string? failure, long free)
    {
        _kiosk.Do(new KioskCommand.OpenDay());
        _kiosk.Index.Now = new SpoolHealth(failure, free, 1000, 0, true);
        _kiosk.Press("card");
        Assert.Equal("vi: out-of-order", _kiosk.Voice.Heard[^1]);
        Assert.Equal(LightPattern.Steady, Light(LightPlan.NoStore));
        Assert.Empty(_kiosk.State.Tickets);
        Assert.IsType<Edge.Agent.Kiosk.Queue.Step>(_kiosk.Do(new KioskCommand.CloseDay())); // officers can go on
    }

    [Fact]
    public void A_press_lights_busy_before_anything_is_durable_and_a_call_blinks_then_stays()
    {
        _kiosk.Do(new KioskCommand.OpenDay());
        var seen = new List<(int Tickets, LightPattern Busy)>();
        _kiosk.Voice.Before = () => seen.Add((_kiosk.State.Tickets.Count, Light(LightPlan.Busy)));
        _kiosk.Press("card");
        Assert.Equal([(0, LightPattern.Steady), (1, LightPattern.Steady)], seen); // the tone of the press, then the number
        _kiosk.Pass(1);
        Assert.Equal(LightPattern.Off, Light(LightPlan.Busy));
        _kiosk.Press(KeypadKey.Enter);
        Assert.Equal(LightPattern.FastBlink, Light(LightPlan.Call));
        _kiosk.Pass(11);
        Assert.Equal(LightPattern.Steady, Light(LightPlan.Call));
    }

    [Theory]
    [InlineData(null, "")]
    [InlineData(0, "")]
    [InlineData(1, "link-1")]
    [InlineData(4, "link-1 link-2 link-3 link-4")]
    public void The_link_meter_has_a_light_a_bar(int? bars, string lit)
    {
        var plan = LightPlan.Of(new Scene { Bars = bars }, TimeSpan.Zero);
        Assert.Equal(lit, string.Join(' ', LightPlan.Link.Where(l => plan[l] == LightPattern.Steady)));
        Assert.Equal(bars == 0, plan["link-1"] == LightPattern.SlowBlink);
    }

    [Fact]
    public void Lights_blink_together_by_the_time_alone()
    {
        var at = TimeSpan.FromSeconds(7);
        Assert.True(Blink.IsLit(LightPattern.SlowBlink, at));
        Assert.Equal(at + TimeSpan.FromMilliseconds(500), Blink.NextEdge([LightPattern.Off, LightPattern.SlowBlink, LightPattern.Steady], at));
        Assert.False(Blink.IsLit(LightPattern.SlowBlink, at + TimeSpan.FromMilliseconds(500)));
        Assert.Equal(at + TimeSpan.FromMilliseconds(125), Blink.NextEdge([LightPattern.SlowBlink, LightPattern.FastBlink], at + TimeSpan.FromMilliseconds(1)));
        Assert.Null(Blink.NextEdge([LightPattern.Steady, LightPattern.Off], at));
    }

    [Fact(Timeout = 120_000)]
    public async Task Lights_follow_the_scene_survive_a_replug_and_a_broken_one_keeps_no_other_dark()
    {
        var (lines, log) = (new FakeLines { Broken = { LightPlan.Call } }, new LogList());
        var device = new FakeDevice<IGpioLines>(lines);
        using var presenter = new LightsPresenter(device, _kiosk.Scenes, TimeProvider.System, new Logger<LightsPresenter>(new LoggerFactory([log])));
        await presenter.StartAsync(TestContext.Current.CancellationToken);
        _kiosk.Do(new KioskCommand.OpenDay());
        _kiosk.Scenes.Update(s => s with { Queue = _kiosk.State });
        await Until.TrueAsync(() => lines.Lit.SequenceEqual([LightPlan.Ready]), Patience);
        device.Become(DeviceState.Failed);
        lines.Set(LightPlan.Ready, false);
        _kiosk.Scenes.Update(s => s with { Bars = 2 });
        device.Become(DeviceState.Ready);
        await Until.TrueAsync(() => lines.Lit.SequenceEqual(["link-1", "link-2", LightPlan.Ready]), Patience);
        Assert.Single(log.At(LogLevel.Warning), l => l.Contains("Light call cannot be set", StringComparison.Ordinal));
        await presenter.StopAsync(CancellationToken.None);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_device_that_hangs_keeps_the_kiosk_going()
    {
        var stuck = new TaskCompletionSource();
        var device = new FakeDevice<IGpioLines>(new FakeLines()) { Stuck = stuck.Task };
        using var presenter = new LightsPresenter(device, _kiosk.Scenes, TimeProvider.System, new Logger<LightsPresenter>(new LoggerFactory()));
        await presenter.StartAsync(TestContext.Current.CancellationToken);
        await Until.TrueAsync(() => device.Uses == 1, Patience);
        _kiosk.Do(new KioskCommand.OpenDay());
        for (var i = 0; i < 20; i++)
        {
            _kiosk.Press("card");
            _kiosk.Pass(2);
        }
        Assert.Equal(20, _kiosk.State.Tickets.Count);
        Assert.Equal(1, device.Uses);
        stuck.SetResult();
        await presenter.StopAsync(CancellationToken.None);
    }

    public void Dispose() => _kiosk.Dispose();

    private LightPattern Light(string name) => LightPlan.Of(_kiosk.Scenes.Current, _kiosk.Time.Elapsed)[name];
}
