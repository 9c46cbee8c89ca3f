using Edge.Agent.Kiosk.Printing.Letters;

namespace Edge.Agent.Tests.Kiosk.Printing;

public sealed class LetterTests
{
    private const int Large = 40;

    private static readonly LetterBook Book = LetterBook.Load();

    /// <summary>As they are written: whole characters, and letters with marks that no character has.</summary>
    public static TheoryData<string, string> Minorities => new()
    {
        { "Ê Đê", "Č č Ñ ñ Ƀ ƀ Ĕ ĕ Ĭ ĭ Ŏ ŏ Ŭ ŭ Ê̆ ê̆ Ô̆ ô̆ Ơ̆ ơ̆ Ư̆ ư̆" },
        { "Gia Rai, Ba Na, Xơ Đăng", "Č̆ č̆ Ơ̆ Ĭ Ŏ Ŭ ŏ ĕ̆ ê̆ ô̆ ò̆ ĕ Ĕ Ƀ ñ N̆ n̆ K̆ k̆ I̊ i̊" },
        { "Mông, Dao, Tày, Nùng", "ŋ ɓ ɗ ɛ ɔ ə ɨ ʉ ɲ ʼ ā̀ ā́ ē̂ a̱ e̱ i̱ o̱ u̱ m̀ ǹ n̂ m̂ ŵ ẃ ſ" },
    };

    [Fact]
    public void Every_Vietnamese_letter_with_every_tone_has_a_shape_in_either_spelling()
    {
        Assert.Equal(144, Vietnamese.Vowels.Select(v => v.Whole).Distinct().Count());
        foreach (var (whole, parts) in Vietnamese.Vowels)
        {
            Assert.True(Book.Has(whole[0]), $"the font lacks {whole}");
            foreach (var size in (int[])[10, 20]) Assert.Equal(PictureText.Of(Book, whole, size), PictureText.Of(Book, parts, size));
        }
        Assert.All(Vietnamese.Consonants, c => Assert.True(Book.Has(c[0]), $"the font lacks {c}"));
    }

    [Theory]
    [InlineData(10)] // the smallest that a ticket has
    [InlineData(20)]
    [InlineData(64)]
    public void No_two_Vietnamese_letters_look_the_same(int size)
    {
        var seen = new Dictionary<string, string>();
        foreach (var letter in Vietnamese.Vowels.Select(v => v.Parts).Concat(Vietnamese.Consonants).Concat("0123456789".Select(d => d.ToString())))
        {
            var picture = PictureText.Of(Book, letter, size);
            Assert.Contains('#', picture);
            Assert.False(seen.TryGetValue(picture, out var other), $"{letter} looks like {other} at size {size}:\n{picture}");
            seen[picture] = letter;
        }
    }

    [Theory]
    [InlineData("ê\u0323", "ệ")]
    [InlineData("ẹ\u0302", "ệ")]
    [InlineData("e\u0302\u0323", "ệ")]
    [InlineData("u\u0323\u031B", "ự")]
    [InlineData("A\u030A", "Å")]
    [InlineData("a\u0340", "à")]
    [InlineData("a\u0301\u0300", "á\u0300")] // what stands in between blocks
    public void Spellings_of_one_letter_give_one_picture(string written, string one)
    {
        foreach (var size in (int[])[10, 20]) Assert.Equal(PictureText.Of(Book, one, size), PictureText.Of(Book, written, size));
    }

    [Theory]
    [MemberData(nameof(Minorities))]
    public void Letters_of_other_languages_have_each_their_own_picture(string language, string letters)
    {
        var pictures = letters.Split(' ').ToDictionary(l => l, l => PictureText.Of(Book, l, 20));
        foreach (var (letter, picture) in pictures)
        {
            Assert.All(letter.EnumerateRunes(), c => Assert.True(Book.Has(c.Value), $"{language}: the font lacks U+{c.Value:X4} of {letter}"));
            Assert.Contains('#', picture);
        }
        Assert.Equal(pictures.Count, pictures.Values.Distinct().Count());
    }

    [Theory]
    [InlineData("k", "k", '\u0306')]
    [InlineData("K", "K", '\u0306')]
    [InlineData("ơ", "o", '\u0306')] // over the body, beside the horn
    [InlineData("Ê", "Ê", '\u0306')]
    [InlineData("g", "g", '\u0331')]
    public void A_mark_without_a_character_of_its_own_is_drawn_over_its_letter(string letter, string body, char mark)
    {
        Assert.Equal(new Lettering(Book).Width(letter, Large), new Lettering(Book).Width(letter + mark, Large));
        var (plain, marked) = (Dots(letter), Dots(letter + mark));
        Assert.Subset(marked, plain);
        var drawn = marked.Except(plain).ToList();
        Assert.NotEmpty(drawn);
        if (mark == '\u0306') Assert.True(drawn.Max(d => d.Y) < Dots(body).Min(d => d.Y), "the mark is not over the letter");
        else Assert.True(drawn.Min(d => d.Y) > Dots(body).Max(d => d.Y), "the mark is not under the letter");
        Assert.False(drawn.Exists(d => plain.Overlaps([(d.X, d.Y - 1), (d.X, d.Y + 1), (d.X - 1, d.Y), (d.X + 1, d.Y)])), "the mark runs into the letter");
        Assert.InRange((drawn.Min(d => d.X) + drawn.Max(d => d.X)) / 2, plain.Min(d => d.X), plain.Max(d => d.X));
    }

    [Fact]
    public void What_the_fonts_lack_is_an_empty_box_and_what_nobody_sees_is_nothing()
    {
        const string batak = "\u1BC0";
        Assert.False(Book.Has(batak[0]));
        Assert.NotEqual(PictureText.Of(Book, " ", 10), PictureText.Of(Book, batak, 10));
        Assert.Equal(0, new Lettering(Book).Width("\u200B\n\uFEFF", 10));
        Assert.Equal(PictureText.Of(Book, "ab", 10), PictureText.Of(Book, "a\u200Bb", 10));
        Assert.Equal(PictureText.Of(Book, " ", 10), PictureText.Of(Book, "\u00A0", 10));
    }

    private static HashSet<(int X, int Y)> Dots(string text) =>
        [.. PictureText.Of(Book, text, Large).Split('\n').SelectMany((row, y) => row.Select((dot, x) => (dot, x)).Where(d => d.dot == '#').Select(d => (d.x, y)))];
}
