using Edge.Agent.Kiosk.Printing.Drawing;
using Edge.Agent.Kiosk.Printing.Letters;
using Edge.Agent.Kiosk.Printing.Tickets;

namespace Edge.Agent.Tests.Kiosk.Printing.Tickets;

public sealed class TextBlockTests
{
    private static readonly Lettering Lettering = new(LetterBook.Load());

    [Fact]
    public void Text_never_runs_out_of_its_width_or_its_lines()
    {
        var random = new Random(6);
        string[] words = ["xã", "Đắk", "Pék", "huyện", "Trường", "Sa", "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW", "e\u0302\u0323", "Tài", "khoản", "\n", ""];
        for (var i = 0; i < 300; i++)
        {
            var text = string.Join(' ', Enumerable.Range(0, random.Next(0, 25)).Select(_ => words[random.Next(words.Length)]));
            var (width, lines) = (random.Next(60, 560), random.Next(1, 4));
            var block = TextBlock.Fit(Lettering, text, width, lines, 24, 8);
            Assert.True(block.Width <= width, $"'{text}' is {block.Width} dots wide of {width}");
            Assert.InRange(block.Lines.Count, 0, lines);
            Assert.InRange(block.Size, 8, 24);
        }
    }

    [Fact]
    public void Text_that_fits_is_whole_and_as_large_as_it_may_be()
    {
        var block = TextBlock.Fit(Lettering, "Làm thẻ căn cước", 300, 2, 22, 10);
        Assert.Equal((22, "Làm thẻ căn cước"), (block.Size, string.Join(' ', block.Lines)));
        var smaller = TextBlock.Fit(Lettering, "Tài khoản định danh điện tử mức độ hai", 200, 3, 22, 10);
        Assert.InRange(smaller.Size, 10, 21);
        Assert.Equal("Tài khoản định danh điện tử mức độ hai", string.Join(' ', smaller.Lines));
    }

    [Fact]
    public void What_is_far_too_long_ends_in_dots()
    {
        var block = TextBlock.Fit(Lettering, string.Concat(Enumerable.Repeat("Nguyễn", 100)), 200, 2, 22, 10);
        Assert.Equal((10, 2, '…'), (block.Size, block.Lines.Count, block.Lines[1][^1]));
    }

    [Fact]
    public void What_is_drawn_stays_where_it_belongs()
    {
        var block = TextBlock.Fit(Lettering, "Ẵ Ễ Ự Ậ g ỷ Ộ Ữ y̱ Ấ", 120, 3, 20, 8);
        var rows = PictureText.Of(Picture.Draw(160, block.Height + 40, canvas => block.Draw(canvas, 20, 20))).Split('\n');
        Assert.All(rows.Take(20).Concat(rows.TakeLast(20)), r => Assert.DoesNotContain('#', r));
        Assert.All(rows, r => Assert.DoesNotContain('#', r[..16] + r[^18..]));
    }
}
