using Edge.Agent.Devices.Display;
using Edge.Agent.Devices.Virtual;
using Edge.Agent.Tests.Devices.Peers;

namespace Edge.Agent.Tests.Devices.Display;

public sealed class VirtualDisplayTests : DisplayContract
{
    private readonly VirtualBoard _board = new(TimeProvider.System);

    private protected override Task<ICallDisplay> OpenAsync() => Task.FromResult(_board.Display.Open());

    private protected override string Row(int row) => _board.Display.Lines.ElementAtOrDefault(row) ?? "";

    private protected override void Unplug() => _board["display"].Plugged = false;
}

/// <summary>The real driver before a display that knows only what its pins tell it.</summary>
public sealed class Hd44780DisplayTests : DisplayContract, IDisposable
{
    private readonly CharacterDisplay _display = new();
    private readonly FakeI2c _bus;

    public Hd44780DisplayTests() => _bus = new FakeI2c(39, _display.Take, _display.Read);

    private protected override Task<ICallDisplay> OpenAsync() => Hd44780Display.OpenAsync(_bus, new DisplayOptions { Driver = DisplayDriver.Hd44780 }, TimeProvider.System, Token);

    private protected override string Row(int row) => _display.Row(row).TrimEnd();

    public void Dispose() => _bus.Dispose();

    private protected override void Unplug() => _bus.Unplugged = true;

    // Figure 24 of the data sheet: 3, 3, 3, then 2; after that pairs of nibbles.
    [Fact(Timeout = 30_000)]
    public async Task It_is_woken_as_the_data_sheet_says()
    {
        using var display = await OpenAsync();
        Assert.Equal([3, 3, 3, 2], _display.Wakes);
        Assert.True(_display.IsOn && _display.IsLit);
        Assert.Equal("", Row(0));
    }

    [Fact(Timeout = 30_000)]
    public async Task Vietnamese_is_shown_in_plain_letters()
    {
        using var display = await OpenAsync();
        await display.ShowAsync(["Mời số A001", "Đến bàn 2, Ê Đê", "Nguye\u0302\u0303n"], Token);
        Assert.Equal(["Moi so A001", "Den ban 2, E De", "Nguyen"], Enumerable.Range(0, 3).Select(Row));
    }

    // E rises and falls with the data standing; RS 1 for letters, light on.
    [Fact]
    public void A_letter_and_a_command_are_these_bytes()
    {
        Assert.Equal("484C48" + "181C18", Convert.ToHexString(Hd44780.Command(0x41)));
        Assert.Equal("494D49", Convert.ToHexString(Hd44780.Nibble(0x41, letters: true)));
        Assert.Equal([0x00, 0x40, 0x14, 0x54], Enumerable.Range(0, 4).Select(r => Hd44780.Address(r, 20)));
    }

    [Theory]
    [InlineData("aàáảãạăằắẳẵặâầấẩẫậ", 'a')]
    [InlineData("eèéẻẽẹêềếểễệ", 'e')]
    [InlineData("iìíỉĩị", 'i')]
    [InlineData("oòóỏõọôồốổỗộơờớởỡợ", 'o')]
    [InlineData("uùúủũụưừứửữự", 'u')]
    [InlineData("yỳýỷỹỵ", 'y')]
    [InlineData("dđ", 'd')]
    public void Every_letter_loses_its_marks(string letters, char plain)
    {
        Assert.Equal(new string(plain, letters.Length), PlainLetters.Of(letters));
        Assert.Equal(new string(char.ToUpperInvariant(plain), letters.Length), PlainLetters.Of(letters.ToUpperInvariant()));
    }

    [Theory]
    [InlineData("\u00D0iện Biên \u0189ông", "Dien Bien Dong")]
    [InlineData("Straße, Łódź, H’Mông", "Strasse, Lodz, H'Mong")]
    [InlineData("D\u0323ie\u0302\u0323n", "Dien")]
    public void Letters_that_look_alike_are_one_and_none_is_a_question_mark(string text, string shown) => Assert.Equal(shown, PlainLetters.Of(text));

    [Fact]
    public void What_the_display_lacks_becomes_something_it_has() => Assert.Equal("a/b-c?d ", PlainLetters.Of("a\\b~c漢d\u00A0"));
}
