namespace Edge.Contracts.Tests;

public sealed class LatinTextTests
{
    private const string Plain = "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY";

    // Each of the above with grave, acute, hook, tilde and dot below.
    private const string Toned = "àằầèềìòồờùừỳÀẰẦÈỀÌÒỒỜÙỪỲáắấéếíóốớúứýÁẮẤÉẾÍÓỐỚÚỨÝảẳẩẻểỉỏổởủửỷẢẲẨẺỂỈỎỔỞỦỬỶãẵẫẽễĩõỗỡũữỹÃẴẪẼỄĨÕỖỠŨỮỸạặậẹệịọộợụựỵẠẶẬẸỆỊỌỘỢỤỰỴ";

    [Fact]
    public void Every_letter_of_vietnamese_is_put_together_in_whatever_order_its_marks_came()
    {
        var marks = "\u0300\u0301\u0309\u0303\u0323";
        for (var i = 0; i < Toned.Length; i++)
        {
            var (letter, tone) = (Plain[i % Plain.Length], marks[i / Plain.Length]);
            var whole = Toned[i].ToString();
            Assert.Equal(whole, LatinText.Compose($"{letter}{tone}"));
            var (bare, shape) = Apart(letter);
            if (shape is not { } mark) continue;
            Assert.Equal(whole, LatinText.Compose($"{bare}{mark}{tone}"));
            // The dot below and the horn stand elsewhere than what is above: their order says nothing.
            if (tone == '\u0323' || mark == '\u031B') Assert.Equal(whole, LatinText.Compose($"{bare}{tone}{mark}"));
        }
    }

    [Theory]
    [InlineData("\u00D0i\u1EC7n Bi\u00EAn")]
    [InlineData("\u0189i\u1EC7n Bi\u00EAn")]
    [InlineData("\u0110ie\u0302\u0323n Bie\u0302n")]
    [InlineData("\u00D0ie\u0323\u0302n Bie\u0302n")]
    public void The_ways_to_write_one_name_are_one(string name)
    {
        Assert.Equal("\u0110iện Biên", LatinText.Compose(name));
        Assert.Equal("Dien Bien", LatinText.Plain(name));
    }

    [Theory]
    [InlineData("\u00F0ường \u0256ường đường", "duong duong duong")]
    [InlineData("øØ łŁ ßẞ æÆ œŒ þ ħ ı ŋ ƀ ɓ ɗ ɛ ɔ", "oO lL ssSS aeAE oeOE th h i n b b d e o")]
    [InlineData("ŏ ŭ ĭ Č č Ñ ñ ḁ ẍ ǘ ǿ", "o u i C c N n a x u o")]
    [InlineData("x\u0302\u0301 漢 1", "x 漢 1")]
    public void Letters_without_a_mark_have_a_plain_form_too(string text, string plain) => Assert.Equal(plain, LatinText.Plain(text));

    [Fact]
    public void What_has_no_whole_letter_keeps_its_marks_in_their_order()
    {
        Assert.Equal("x\u0323\u0302\u0301", LatinText.Compose("x\u0302\u0323\u0301"));
        Assert.Equal("a\u0305\u0301", LatinText.Compose("a\u0305\u0301")); // what stands in between
        Assert.Equal("\u0301a", LatinText.Compose("\u0301a"));
        Assert.Equal("", LatinText.Compose(""));
    }

    [Fact]
    public void A_cut_leaves_whole_letters()
    {
        Assert.Equal("Điệ", LatinText.Cut("\u00D0ie\u0302\u0323n", 3));
        Assert.Equal("x\u0302y", LatinText.Cut("x\u0302yz", 2));
        Assert.Equal("a\U0001F600", LatinText.Cut("a\U0001F600b", 2));
        Assert.Equal("ab", LatinText.Cut("ab", 5));
        Assert.Equal(3, LatinText.Width("x\u0302\U0001F600z"));
        Assert.Equal("a", LatinText.Within("a\U0001F600b", 2));
        Assert.Equal("a", LatinText.Within("ax\u0302b", 2));
        Assert.Equal("ế", LatinText.Within("e\u0302\u0301", 1));
    }

    private static (char, char?) Apart(char letter) => letter switch
    {
        'ă' or 'Ă' => (letter == 'ă' ? 'a' : 'A', '\u0306'),
        'â' or 'Â' => (letter == 'â' ? 'a' : 'A', '\u0302'),
        'ê' or 'Ê' => (letter == 'ê' ? 'e' : 'E', '\u0302'),
        'ô' or 'Ô' => (letter == 'ô' ? 'o' : 'O', '\u0302'),
        'ơ' or 'Ơ' => (letter == 'ơ' ? 'o' : 'O', '\u031B'),
        'ư' or 'Ư' => (letter == 'ư' ? 'u' : 'U', '\u031B'),
        _ => (letter, null),
    };
}
