using Edge.Agent.Devices.Display;
using Edge.Agent.Devices.Virtual;

namespace Edge.Agent.Tests.Devices.Display;

public sealed class VirtualDisplayTests : DisplayContract
{
    private readonly VirtualBoard _board = new(TimeProvider.System);

    private protected override Task<ICallDisplay> OpenAsync() => Task.FromResult(_board.Display.Open());

    private protected override string Row(int row) => _board.Display.Lines.ElementAtOrDefault(row) ?? "";

    private protected override void Unplug() => _board["display"].Plugged = false;

    [Fact(Timeout = 120_000)]
    public async Task It_has_the_letters_of_the_display_whose_place_it_takes()
    {
        using var plain = _board.Display.Open(plainLetters: true);
        await plain.ShowAsync(new(["Mời số", "A001", "", "Bàn 2"], 1), Token);
        Assert.Equal(["Moi so", "A001", "", "Ban 2"], _board.Display.Lines);
        Assert.Equal(1, _board.Display.Shown.Large);
        using var all = _board.Display.Open();
        await all.ShowAsync(new(["Mời số"]), Token);
        Assert.Equal(["Mời số"], _board.Display.Lines);
        Assert.Null(_board.Display.Shown.Large);
    }
}

public sealed class PlainLettersTests
{
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
