using Edge.Agent.Devices;
using Edge.Agent.Devices.Display;
using Edge.Agent.Tests.Devices.Peers;

namespace Edge.Agent.Tests.Devices.Display;

public sealed class Hd44780DisplayTests : DisplayContract, IDisposable
{
    private readonly CharacterDisplay _display = new();
    private readonly FakeI2c _bus;

    public Hd44780DisplayTests() => _bus = new FakeI2c(39, _display.Take, _display.Read);

    public void Dispose() => _bus.Dispose();

    private protected override Task<ICallDisplay> OpenAsync() => Task.FromResult<ICallDisplay>(Open(new DisplayOptions()));

    private Hd44780Display Open(DisplayOptions options) => new Hd44780Display(_bus, options, _display.Pass);

    private protected override string Row(int row) => _display.Row(row).TrimEnd();

    private protected override void Unplug() => _bus.Unplugged = true;

    [Fact(Timeout = 120_000)]
    public async Task Vietnamese_is_shown_in_plain_letters_on_a_lit_display()
    {
        using var display = await OpenAsync();
        await display.ShowAsync(new(["Mời số A017 đến bàn 2", "Đến bàn 2, Ê Đê", "Nguye\u0302\u0303n"]), Token);
        Assert.Equal(["Moi so A017 den ban", "Den ban 2, E De", "Nguyen"], Enumerable.Range(0, 3).Select(Row));
        Assert.True(_display.IsOn && _display.IsLit);
    }

    // Figure 24 of the data sheet: 3, 3, 3, then 2. The library sends a 0 before each, which a display in eight-bit mode takes for nothing.
    [Fact(Timeout = 120_000)]
    public async Task It_is_woken_as_the_data_sheet_says()
    {
        using var display = await OpenAsync();
        Assert.Equal([3, 3, 3, 2], _display.Wakes.Where(w => w != 0));
        Assert.True(_display.IsOn && _display.IsLit);
        Assert.Equal("", Row(0));
    }

    [Theory(Timeout = 120_000)]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 0x49, 0x4D, 0x49 })] // the upper half of a letter
    [InlineData(new byte[] { 0x88, 0x8C, 0x88 })] // the upper half of a place
    public async Task A_display_that_was_left_in_the_middle_of_a_word_is_woken_too(byte[] left)
    {
        (await OpenAsync()).Dispose();
        _display.Take(left);
        using var display = await OpenAsync();
        await display.ShowAsync(new(["A002", "", "", "4"]), Token);
        Assert.Equal(["A002", "", "", "4"], Enumerable.Range(0, 4).Select(Row));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_display_that_is_still_busy_is_waited_for()
    {
        _display.TakesItsTime = true;
        for (var life = 0; life < 2; life++)
        {
            using var display = await OpenAsync();
            Assert.True(_display.IsOn);
            Assert.Equal(["", "", "", ""], Enumerable.Range(0, 4).Select(Row));
            Assert.Equal(0, _display.Lost);
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task Four_rows_of_sixteen_begin_where_such_a_display_has_them()
    {
        using var display = Open(new DisplayOptions { Columns = 16, Rows = 4 });
        await display.ShowAsync(new(["1", "2", "3", "4"]), Token);
        // Rows three and four are the second halves of lines that begin at 0x00 and 0x40.
        Assert.Equal(("1" + new string(' ', 15) + "3", "2" + new string(' ', 15) + "4"), (Row(0), Row(1)));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_number_is_two_rows_high_of_shapes_that_the_display_was_taught()
    {
        using var display = await OpenAsync();
        for (var i = 0; i < LargeDigits.Shapes.Count; i++) Assert.Equal(LargeDigits.Shapes[i], _display.Shapes.AsSpan((LargeDigits.FirstCode + i) * 8, 8).ToArray());
        await display.ShowAsync(new(["Mời số", " C017 ", "", "Bàn 2"], 1), Token);
        Assert.Equal(["Moi so", "  FTT FTF TF  TTF", "  FBB FBF BFB   F", "Ban 2"], Enumerable.Range(0, 4).Select(Drawn));
        // What it has no shapes for, and what has no room, stands in its row like other lines.
        await display.ShowAsync(new(["", "K017", "", ""], 1), Token);
        Assert.Equal(["", "K017", "", ""], Enumerable.Range(0, 4).Select(Drawn));
        await display.ShowAsync(new(["", "A12345", "", ""], 1), Token);
        Assert.Equal("A12345", Row(1));
    }

    [Fact]
    public void No_two_signs_look_the_same() => Assert.Distinct("0123456789ABCDEFHJLPTU".Select(sign => LargeDigits.Of($"{sign}", 20)));

    private string Drawn(int row) => string.Concat(Row(row).Select(c => c is >= (char)1 and <= (char)4 ? "FTB="[c - 1] : c)).TrimEnd();

    [Fact]
    public void A_display_that_does_not_answer_leaves_no_bus_open()
    {
        _bus.Unplugged = true;
        Assert.Contains("0x27 on /dev/i2c-1", Assert.Throws<DeviceException>(() => Open(new DisplayOptions())).Message, StringComparison.Ordinal);
        Assert.True(_bus.Disposed);
    }
}
