using Edge.Agent.Kiosk.Printing.Letters;
using Edge.Agent.Kiosk.Printing.Tickets;

namespace Edge.Agent.Tests.Kiosk.Printing;

/// <summary>Scripts of the country that are more than letters in a row. What they should look like was compared with a browser's; these tests tell where each part must stand.</summary>
public sealed class ScriptTests
{
    private const int Size = 30;

    private static readonly LetterBook Book = LetterBook.Load();
    private static readonly Lettering Lettering = new(Book);

    [Theory]
    [InlineData("Khmer", 0x1780, 0x17D3)]
    [InlineData("Khmer digits", 0x17E0, 0x17E9)]
    [InlineData("Cham consonants and vowels", 0xAA00, 0xAA36)]
    [InlineData("Cham finals", 0xAA40, 0xAA4D)]
    [InlineData("Cham digits", 0xAA50, 0xAA59)]
    [InlineData("Tai Viet", 0xAA80, 0xAAC2)]
    [InlineData("Lao", 0x0E94, 0x0E97)]
    public void Every_letter_of_the_script_is_there(string script, int first, int last)
    {
        for (var code = first; code <= last; code++) Assert.True(Book.Has(code), $"{script}: no font has U+{code:X4}");
    }

    [Theory]
    [InlineData("Khmer e", "ក", "កេ")]
    [InlineData("Khmer subscript ro", "ក", "ក្រ")]
    [InlineData("Cham e", "ꨆ", "ꨆꨯ")]
    [InlineData("Cham medial ra", "ꨆ", "ꨆꨴ")]
    public void What_is_written_after_a_consonant_and_stands_before_it_is_drawn_before_it(string what, string consonant, string written)
    {
        var (alone, both) = (Columns(consonant), Columns(written));
        Assert.True(both.Count > alone.Count + 3, $"{what} is not drawn beside its consonant");
        var ends = both.TakeLast(6).Zip(alone.TakeLast(6));
        Assert.True(ends.All(e => e.First.Trim('.').Length > 0 && e.First[..Line] == e.Second[..Line]), $"{what} is drawn after its consonant");
    }

    [Theory]
    [InlineData("Khmer", "ខ", "ខ្ម")]
    [InlineData("Khmer", "ត", "ត្ត")]
    [InlineData("Cham", "ꨎ", "ꨎꨵ")]
    [InlineData("Tai Viet", "ꪎ", "ꪎꪴ")]
    public void What_belongs_below_a_letter_is_drawn_below_it_and_takes_no_place_of_its_own(string script, string letter, string with)
    {
        Assert.True(Depth(with) > Depth(letter) + 2, $"{script}: nothing is drawn below the line");
        Assert.InRange(Lettering.Width(with, Size), Lettering.Width(letter, Size), Lettering.Width(letter, Size) + Size / 3);
    }

    [Theory]
    [InlineData("ធ្វើអត្តសញ្ញាណប័ណ្ណ", "ធ្វើ|អ|ត្ត|ស|ញ្ញា|ណ|ប័|ណ្ណ")]
    [InlineData("ស្ត្រី", "ស្ត្រី")]
    [InlineData("ꨆꨴꨭꩆ", "ꨆꨴꨭ|ꩆ")]
    [InlineData("ꪼꪕꪒꪾ", "ꪼꪕ|ꪒꪾ")]
    [InlineData("ꪹꪏꪸ", "ꪹꪏꪸ")]
    [InlineData("ໄທດຳ", "ໄທ|ດຳ")]
    [InlineData("Ê̆đê k̆", "Ê̆|đ|ê| |k̆")]
    public void A_letter_is_never_broken_from_what_belongs_to_it(string text, string letters) => Assert.Equal(letters, string.Join('|', Lettering.Split(text)));

    [Fact]
    public void A_line_ends_where_an_unseen_space_stands_between_two_words_that_are_written_together()
    {
        var whole = TextBlock.Fit(Lettering, "សូម\u200Bរង់ចាំ", 600, 2, 20, 10);
        Assert.Equal(PictureText.Of(Book, "សូមរង់ចាំ", 20), PictureText.Of(Book, Assert.Single(whole.Lines), 20));
        var two = TextBlock.Fit(Lettering, "សូម\u200Bរង់ចាំ", whole.Width - 1, 2, 20, 10);
        Assert.Equal((20, "សូម|រង់ចាំ"), (two.Size, string.Join('|', two.Lines)));
    }

    [Fact]
    public void Scripts_stand_side_by_side_in_one_line_and_digits_take_the_shape_of_their_place()
    {
        var faces = Book.Faces("Đắk 12 ភ្នំ 34, ꨌꩌ ꪼꪕ").Select(f => f.Part).ToList();
        Assert.Equal([0..7, 7..12, 12..16, 16..19, 19..21], faces);
    }

    [Fact]
    public void Lines_with_deep_letters_do_not_run_into_each_other()
    {
        var block = TextBlock.Fit(Lettering, "ស្ត្រីខ្ញុំ ស្ត្រីខ្ញុំ", 120, 2, 20, 20);
        Assert.Equal(2, block.Lines.Count);
        Assert.True(block.Height >= block.Lines.Sum(l => Lettering.Above(l, 20) + Lettering.Below(l, 20)));
    }

    // Rows with ink below the line.
    private static int Depth(string text) => PictureText.Of(Book, text, Size).Split('\n').Skip(Line).Count(r => r.Contains('#', StringComparison.Ordinal));

    // From the first column with ink to the last, each from the top down to the line it stands on and below.
    private static List<string> Columns(string text)
    {
        var rows = PictureText.Of(Book, text, Size).Split('\n');
        return [.. Enumerable.Range(0, rows[0].Length).Select(x => string.Concat(rows.Select(r => r[x]))).SkipWhile(Empty).Reverse().SkipWhile(Empty).Reverse()];
    }

    private static int Line => 3 * Size;

    private static bool Empty(string column) => !column.Contains('#', StringComparison.Ordinal);
}
