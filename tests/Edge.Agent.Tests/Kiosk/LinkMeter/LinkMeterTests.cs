using Edge.Agent.Devices;
using Edge.Agent.Devices.Link;
using Edge.Agent.Kiosk.LinkMeter;

namespace Edge.Agent.Tests.Kiosk.LinkMeter;

/// <summary>Finding signal by ear.</summary>
public sealed class LinkMeterTests
{
    [Fact]
    public async Task The_meter_beeps_only_while_its_mode_is_on_and_by_what_the_modem_says_now()
    {
        using var kiosk = new KioskBench();
        var meter = new FakeDevice<ILinkMeter>(new FakeModem { Bars = 3 });
        var readings = new DeviceReadings(kiosk.Time) { Link = new LinkReading(1, null, "lte") };
        using var watch = new LinkMeterWatch(meter, kiosk.Voice, readings, kiosk.Finds, kiosk.Settings, kiosk.Scenes, kiosk.Time);
        var token = TestContext.Current.CancellationToken;
        await watch.LookAsync(token);
        Assert.Equal((1, 0, false), (kiosk.Scenes.Current.Bars, meter.Uses, watch.Beep()));
        kiosk.Meter.Toggle();
        await watch.LookAsync(token);
        Assert.True(watch.Beep());
        Assert.Equal((3, "vi: tone.link.3"), (kiosk.Scenes.Current.Bars, kiosk.Voice.Heard[^1]));
        meter.Become(DeviceState.Failed);
        await watch.LookAsync(token);
        Assert.Null(kiosk.Scenes.Current.Bars);
        Assert.True(watch.Beep());
        Assert.Equal("vi: tone.link.0", kiosk.Voice.Heard[^1]);
        kiosk.Pass(16 * 60);
        Assert.False(watch.Beep()); // left alone it falls silent
    }

    private sealed class FakeModem : ILinkMeter
    {
        public int Bars { get; init; }

        public Task<LinkReading> ReadAsync(CancellationToken cancellationToken) => Task.FromResult(new LinkReading(Bars, -90, "lte"));

        public void Dispose()
        {
        }
    }
}
