using System.Device.Gpio;
using Edge.Agent.Devices;
using Edge.Agent.Devices.Gpio;
using Edge.Testing.Time;

namespace Edge.Agent.Tests.Devices.Gpio;

public sealed class GpioLinesTests : IDisposable
{
    private static readonly TimeSpan Debounce = TimeSpan.FromMilliseconds(30);
    private readonly FakeGpioDriver _driver = new();
    private readonly AdvancedTime _time = new();
    private readonly GpioLines _lines;

    public GpioLinesTests() => _lines = new GpioLines(
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

    [Fact(Timeout = 120_000)]
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

    [Fact(Timeout = 120_000)]
    public async Task A_clock_that_is_set_back_changes_no_edge()
    {
        _driver.Move(5, PinValue.Low);
        _time.Clock -= TimeSpan.FromDays(20_000);
        _time.Advance(Debounce);
        Assert.True((await _lines.NextEdgeAsync(Token)).Active);
    }

    [Fact(Timeout = 120_000)]
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

    [Fact(Timeout = 120_000)]
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
        Assert.Throws<DeviceException>(() => new GpioLines(new GpioOptions { Lines = { ["green"] = new LineOptions { Direction = LineDirection.Output } } }, _time, new FakeGpioDriver { Gone = true }));

    [Fact]
    public void A_light_that_is_on_at_low_is_not_lit_for_a_moment_while_it_is_opened() => Assert.DoesNotContain((7, false), _driver.Writes);

    [Fact(Timeout = 120_000)]
    public async Task An_edge_while_a_line_is_read_waits_for_nothing()
    {
        // The library holds locks of its own while it tells of an edge, and wants them for a read: whoever waits here would wait for ever.
        var told = true;
        _driver.Reading = () =>
        {
            _driver.Reading = null;
            told = Task.Run(() => _driver.Move(5, PinValue.High), Token).Wait(TimeSpan.FromSeconds(10), Token);
        };
        _driver.Move(5, PinValue.Low);
        _time.Advance(Debounce);
        Assert.True(told);
        _time.Advance(Debounce);
        _driver.Move(5, PinValue.Low);
        _time.Advance(Debounce);
        Assert.True((await _lines.NextEdgeAsync(Token)).Active);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_press_before_the_library_listens_is_not_lost()
    {
        using var driver = new FakeGpioDriver();
        driver.Listening = () => driver.Hold(5, PinValue.Low);
        using var lines = new GpioLines(new GpioOptions { Lines = { ["ticket"] = new LineOptions { Offset = 5, ActiveLow = true, Bias = LineBias.PullUp } } }, _time, driver);
        _time.Advance(Debounce);
        Assert.True((await lines.NextEdgeAsync(Token)).Active);
    }

    [Fact]
    public void Of_a_chip_that_is_gone_every_line_is_given_back()
    {
        using var driver = new FakeGpioDriver();
        var lines = new GpioLines(Buttons(4), _time, driver);
        driver.Gone = true;
        lines.Dispose();
        Assert.Equal((0, true), (driver.Listened, driver.Disposed));
    }

    [Fact]
    public void What_is_closed_is_not_touched_any_more()
    {
        using var driver = new FakeGpioDriver();
        var lines = new GpioLines(Buttons(1), _time, driver);
        lines.Dispose();
        var reads = driver.Reads;
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Throws<DeviceException>(() => lines.Get("0"));
        Assert.Throws<DeviceException>(() => lines.Set("0", true));
        Assert.Equal(reads, driver.Reads);
    }

    [Fact]
    public void The_pool_has_a_thread_more_for_each_button()
    {
        using var driver = new FakeGpioDriver();
        using var lines = new GpioLines(Buttons(20), _time, driver);
        ThreadPool.GetMinThreads(out var workers, out _);
        Assert.True(workers > 20, $"{workers} threads for 20 buttons and all the rest");
    }

    [Fact]
    public void A_line_that_cannot_be_had_is_named() =>
        Assert.Contains("line 3 of lab (3)", Assert.Throws<DeviceException>(() => new GpioLines(Buttons(5), _time, new FakeGpioDriver { Busy = 3 })).Message, StringComparison.Ordinal);

    private static GpioOptions Buttons(int count)
    {
        var options = new GpioOptions { Chip = "lab" };
        for (var i = 0; i < count; i++) options.Lines[$"{i}"] = new LineOptions { Offset = i };
        return options;
    }

    public void Dispose() => _lines.Dispose();
}
