using Edge.Agent.Printing.Letters;

namespace Edge.Agent.Tests.Printing;

public sealed class LetterTests
{
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
            Assert.Equal(whole, Book.Spelling.Compose(parts));
            Assert.Equal(whole, Book.Spelling.Compose(whole));
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
    [InlineData("\u0340", "\u0300")]
    [InlineData("a\u0301\u0300", "á\u0300")] // what stands in between blocks
    public void Spellings_of_one_letter_become_one(string written, string one) => Assert.Equal(one, Book.Spelling.Compose(written));

    [Theory]
    [MemberData(nameof(Minorities))]
    public void Letters_of_other_languages_have_each_their_own_picture(string language, string letters)
    {
        var pictures = letters.Split(' ').ToDictionary(l => l, l => PictureText.Of(Book, l, 20));
        foreach (var (letter, picture) in pictures)
        {
            Assert.All(Book.Spelling.Letters(letter).SelectMany(c => c), c => Assert.True(Book.Has(c), $"{language}: the font lacks U+{c:X4} of {letter}"));
            Assert.Contains('#', picture);
        }
        Assert.Equal(pictures.Count, pictures.Values.Distinct().Count());
    }

    [Theory]
    [InlineData('k', 0x306)]
    [InlineData('K', 0x306)]
    [InlineData('ơ', 0x306)]
    [InlineData('Ê', 0x306)]
    [InlineData('g', 0x331)]
    public void A_mark_without_a_character_of_its_own_is_drawn_over_its_letter(int letter, int mark)
    {
        var (plain, marked) = (Book.Of(letter), new MarkPlacer(Book).Place([letter, mark]));
        Assert.Equal(plain.Advance, marked.Advance);
        Assert.Equal(plain.Contours, marked.Contours.Take(plain.Contours.Count));
        var drawn = new Letter(0, [.. marked.Contours.Skip(plain.Contours.Count)]);
        Assert.False(drawn.Empty);
        if (mark == 0x306) Assert.True(drawn.Bottom > plain.Top, "the mark runs into the letter");
        else Assert.True(drawn.Top < plain.Bottom, "the mark runs into the letter");
        Assert.InRange(drawn.Middle, plain.Left, plain.Right);
    }

    [Fact]
    public void What_the_font_lacks_is_an_empty_box_and_what_nobody_sees_is_nothing()
    {
        Assert.NotEqual(PictureText.Of(Book, " ", 10), PictureText.Of(Book, "\uAA80", 10)); // Tai Viet: not a Latin script
        Assert.Equal(0, new Lettering(Book).Width("\u200B\n\uFEFF", 10));
        Assert.Equal(PictureText.Of(Book, "ab", 10), PictureText.Of(Book, "a\u200Bb", 10));
        Assert.Equal(PictureText.Of(Book, " ", 10), PictureText.Of(Book, "\u00A0", 10));
    }
}
