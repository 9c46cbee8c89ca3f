using Edge.Agent.Tests.Devices.Gpio;
using System.Device.Gpio;
using Edge.Agent.Devices;
using Edge.Agent.Devices.Display;

namespace Edge.Agent.Tests.Devices.Display;

/// <summary>Digits: what the contract of displays says, of one line of four.</summary>
public sealed class Tm1637DisplayTests : IDisposable
{
    private static readonly DisplayOptions Settings = new() { Clock = 25, Data = 12 };
    private readonly FakeGpioDriver _lines = new();
    private readonly SegmentChip _chip;

    public Tm1637DisplayTests()
    {
        _chip = new SegmentChip(_lines, Settings.Clock, Settings.Data);
        _chip.Attach();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _lines.Dispose();

    [Fact]
    public async Task A_number_takes_the_place_of_all_that_was_there()
    {
        using var display = Open();
        Assert.Equal((4, 1), (display.Columns, display.Rows));
        Assert.True(_chip.IsOn);
        await display.ShowAsync(new(["A017"]), Token);
        Assert.Equal([0x77, 0x3f, 0x06, 0x07, 0, 0], _chip.Segments);
        await display.ShowAsync(new(["7"]), Token);
        Assert.Equal([0x07, 0, 0, 0, 0, 0], _chip.Segments);
        await display.ShowAsync(new([]), Token);
        Assert.Equal(new byte[6], _chip.Segments);
    }

    [Fact]
    public async Task Unplugged_it_says_so_even_when_only_asked()
    {
        using var display = Open();
        await display.ShowAsync(new(["A017"]), Token);
        await display.CheckAsync(Token);
        Assert.Equal([0x77, 0x3f, 0x06, 0x07, 0, 0], _chip.Segments);
        _chip.Unplugged = true;
        await Assert.ThrowsAsync<DeviceException>(() => display.CheckAsync(Token));
        await Assert.ThrowsAsync<DeviceException>(() => display.ShowAsync(new(["A018"]), Token));
    }

    [Fact]
    public void A_display_that_is_not_there_is_no_display()
    {
        _chip.Unplugged = true;
        Assert.Throws<DeviceException>(Open);
    }

    [Theory]
    [InlineData("A017", new byte[] { 0x77, 0x3f, 0x06, 0x07 })]
    [InlineData("7", new byte[] { 0x07, 0, 0, 0 })]
    [InlineData("Đ12345", new byte[] { 0x5e, 0x06, 0x5b, 0x4f })]
    [InlineData("----", new byte[] { 0x40, 0x40, 0x40, 0x40 })]
    public void A_tickets_number_fits_seven_segments(string text, byte[] segments) => Assert.Equal(segments, Tm1637Display.Encode(text, 4));

    private Tm1637Display Open() => new(Settings, new GpioController(_lines));
}
