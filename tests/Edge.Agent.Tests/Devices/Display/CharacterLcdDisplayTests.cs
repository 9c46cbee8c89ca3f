using Edge.Agent.Devices;
using Edge.Agent.Devices.Display;
using Edge.Agent.Tests.Devices.Peers;

namespace Edge.Agent.Tests.Devices.Display;

public sealed class CharacterLcdDisplayTests : DisplayContract, IDisposable
{
    private readonly CharacterDisplay _display = new();
    private readonly FakeI2c _bus;

    public CharacterLcdDisplayTests() => _bus = new FakeI2c(39, _display.Take, _display.Read);

    public void Dispose() => _bus.Dispose();

    private protected override Task<ICallDisplay> OpenAsync() => Task.FromResult<ICallDisplay>(new CharacterLcdDisplay(_bus, new DisplayOptions()));

    private protected override string Row(int row) => _display.Row(row).TrimEnd();

    private protected override void Unplug() => _bus.Unplugged = true;

    [Fact(Timeout = 30_000)]
    public async Task Vietnamese_is_shown_in_plain_letters_on_a_lit_display()
    {
        using var display = await OpenAsync();
        await display.ShowAsync(["Mời số A017 đến bàn 2"], Token);
        Assert.Equal("Moi so A017 den ban", Row(0));
        Assert.True(_display.IsOn && _display.IsLit);
    }

    [Fact(Timeout = 30_000)]
    public async Task Four_rows_of_sixteen_begin_where_such_a_display_has_them()
    {
        using var display = new CharacterLcdDisplay(_bus, new DisplayOptions { Columns = 16, Rows = 4 });
        await display.ShowAsync(["1", "2", "3", "4"], Token);
        // Rows three and four are the second halves of lines that begin at 0x00 and 0x40.
        Assert.Equal(("1" + new string(' ', 15) + "3", "2" + new string(' ', 15) + "4"), (Row(0), Row(1)));
    }

    [Fact]
    public void A_display_that_does_not_answer_leaves_no_bus_open()
    {
        _bus.Unplugged = true;
        Assert.Contains("no chip at 0x27", Assert.Throws<DeviceException>(() => new CharacterLcdDisplay(_bus, new DisplayOptions())).Message, StringComparison.Ordinal);
        Assert.True(_bus.Disposed);
    }
}
