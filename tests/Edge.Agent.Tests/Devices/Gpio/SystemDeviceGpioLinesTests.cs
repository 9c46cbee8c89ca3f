using System.Device.Gpio;
using Edge.Agent.Devices;
using Edge.Agent.Devices.Gpio;

namespace Edge.Agent.Tests.Devices.Gpio;

public sealed class SystemDeviceGpioLinesTests : IDisposable
{
    private static readonly TimeSpan Debounce = TimeSpan.FromMilliseconds(30);
    private readonly FakeGpioDriver _driver = new();
    private readonly SteppedTime _time = new();
    private readonly SystemDeviceGpioLines _lines;

    public SystemDeviceGpioLinesTests() => _lines = new SystemDeviceGpioLines(
    new GpioOptions
    {
        Lines =
        {
            ["ticket"] = new LineOptions { Offset = 5, ActiveLow = true, Bias = LineBias.PullUp, Debounce = Debounce },
            ["green"] = new LineOptions { Offset = 6, Direction = LineDirection.Output },
            ["red"] = new LineOptions { Offset = 7, Direction = LineDirection.Output, ActiveLow = true },
        },
    }, _time, _driver);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Lights_are_dark_at_first_and_lit_whatever_the_wiring()
    {
        Assert.Equal((PinValue.Low, PinValue.High), (_driver.Level(6), _driver.Level(7)));
        _lines.Set("green", true);
        _lines.Set("red", true);
        Assert.Equal((PinValue.High, PinValue.Low), (_driver.Level(6), _driver.Level(7)));
        Assert.True(_lines.Get("red"));
        Assert.False(_lines.Get("ticket"));
        Assert.Equal(PinMode.InputPullUp, _driver.Modes[5]);
    }

    [Fact(Timeout = 10_000)]
    public async Task A_bouncing_button_is_one_edge_with_the_monotonic_time_of_its_first_movement()
    {
        var began = _time.GetElapsedTime(0);
        foreach (var level in (PinValue[])[PinValue.Low, PinValue.High, PinValue.Low])
        {
            _driver.Move(5, level);
            _time.Advance(TimeSpan.FromMilliseconds(5));
        }
        var next = _lines.NextEdgeAsync(Token);
        Assert.False(next.IsCompleted);
        _time.Advance(Debounce);
        Assert.Equal(new LineEdge("ticket", Active: true, began), await next);
    }

    [Fact]
    public void A_spike_is_no_edge()
    {
        _driver.Move(5, PinValue.Low);
        _driver.Move(5, PinValue.High);
        _time.Advance(Debounce * 2);
        Assert.False(_lines.NextEdgeAsync(Token).IsCompleted);
    }

    [Fact(Timeout = 10_000)]
    public async Task A_clock_that_is_set_back_changes_no_edge()
    {
        _driver.Move(5, PinValue.Low);
        _time.Clock -= TimeSpan.FromDays(20_000);
        _time.Advance(Debounce);
        Assert.True((await _lines.NextEdgeAsync(Token)).Active);
    }

    [Fact(Timeout = 10_000)]
    public async Task A_stuck_button_neither_throws_nor_fills_the_memory()
    {
        // Nobody reads; on the library's thread an exception would end the process and a wait would stop every other line.
        for (var i = 0; i < 1000; i++)
        {
            _driver.Move(5, i % 2 == 0 ? PinValue.Low : PinValue.High);
            _time.Advance(Debounce);
        }
        var read = 0;
        for (; _lines.NextEdgeAsync(Token) is { IsCompleted: true } edge; read++) await edge;
        Assert.Equal(256, read);
    }

    [Fact(Timeout = 10_000)]
    public async Task Lines_that_are_gone_are_the_ports_one_exception()
    {
        var next = _lines.NextEdgeAsync(Token);
        _driver.Move(5, PinValue.Low);
        _driver.Gone = true;
        _time.Advance(Debounce);
        await Assert.ThrowsAsync<DeviceException>(() => next);
        Assert.Throws<DeviceException>(() => _lines.Set("green", true));
        Assert.Throws<DeviceException>(() => _lines.Get("ticket"));
    }

    [Fact]
    public void A_light_that_the_board_does_not_have_is_dark_and_setting_it_does_nothing()
    {
        _lines.Set("blue", true);
        Assert.False(_lines.Get("blue"));
        Assert.Equal((PinValue.Low, PinValue.High), (_driver.Level(6), _driver.Level(7)));
    }

    [Fact]
    public void Lines_that_cannot_be_had_are_refused_at_once() =>
        Assert.Throws<DeviceException>(() => new SystemDeviceGpioLines(new GpioOptions { Lines = { ["green"] = new LineOptions { Direction = LineDirection.Output } } }, _time, new FakeGpioDriver { Gone = true }));

    [Fact]
    public void A_chip_by_its_label_is_refused_with_what_to_write() =>
        Assert.Contains("gpiochip0", Assert.Throws<DeviceException>(() => new SystemDeviceGpioLines(new GpioOptions { Chip = "pinctrl-rp1" }, _time)).Message, StringComparison.Ordinal);

    public void Dispose() => _lines.Dispose();
}
