using Edge.Agent.Devices.Printer;
using Edge.Agent.Kiosk.Printing;
using Edge.Agent.Kiosk.Printing.Letters;

namespace Edge.Agent.Tests.Kiosk.Printing;

public sealed class DisplayArtistTests
{
    private readonly DisplayArtist _artist = new(LetterBook.Load());

    [Fact]
    public void Each_line_stays_in_its_row_and_every_mark_of_Vietnamese_is_there()
    {
        string[] lines = ["Ầ Ẵ Ậ gỹ Ộ", "Xin mời số", "Đang tiếp dân", "Nhà văn hoá thôn Tà Lủng"];
        for (var row = 0; row < 4; row++)
        {
            var picture = Paint([.. Enumerable.Range(0, 4).Select(i => i == row ? lines[i] : "")]);
            var inked = Enumerable.Range(0, 64).Where(y => Ink(picture, y) > 0).ToList();
            Assert.InRange(inked[0], 16 * row, 16 * row + 15);
            Assert.InRange(inked[^1], 16 * row, 16 * row + 15);
        }
        Assert.Equal(6, new[] { "Ban", "Bàn", "Bán", "Bản", "Bãn", "Bạn" }.Select(word => Text(Paint([word]))).Distinct().Count());
    }

    [Fact]
    public void A_number_is_as_large_as_two_rows_in_the_middle()
    {
        var (small, large) = (Paint(["", "A017", "", ""]), Paint(["", "A017", "", ""], large: 1));
        var rows = Enumerable.Range(0, 64).Where(y => Ink(large, y) > 0).ToList();
        Assert.InRange(rows[0], 16, 20);
        Assert.InRange(rows[^1], 43, 47);
        Assert.True(rows.Count > 2 * Enumerable.Range(0, 64).Count(y => Ink(small, y) > 0));
        var (left, right) = (Enumerable.Range(0, 128).First(x => Column(large, x)), Enumerable.Range(0, 128).Last(x => Column(large, x)));
        Assert.InRange(left - (127 - right), -4, 4);
    }

    [Fact]
    public void What_is_too_long_stays_inside_and_an_empty_screen_is_empty()
    {
        Assert.NotEqual(0, Ink(Paint([new string('W', 80)])));
        Assert.Equal(0, Ink(Paint(["", "  "])));
        Assert.NotEqual(0, Ink(Paint(["", "A12345678901234567890"], large: 1)));
    }

    private Raster Paint(IReadOnlyList<string> lines, int? large = null) => _artist.Paint(new(lines, large), 128, 16, 4);

    private static int Ink(Raster picture) => Enumerable.Range(0, picture.Height).Sum(y => Ink(picture, y));

    private static int Ink(Raster picture, int y) => Enumerable.Range(0, picture.Width).Count(x => picture[x, y]);

    private static bool Column(Raster picture, int x) => Enumerable.Range(0, picture.Height).Any(y => picture[x, y]);

    private static string Text(Raster picture) => string.Join('\n', Enumerable.Range(0, picture.Height).Select(y => string.Concat(Enumerable.Range(0, picture.Width).Select(x => picture[x, y] ? '#' : '.'))));
}
