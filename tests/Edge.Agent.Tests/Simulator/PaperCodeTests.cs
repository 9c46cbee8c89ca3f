using System.Globalization;
using Edge.Agent.Devices.Printer;
using Edge.Agent.Kiosk.Printing.Drawing;
using Edge.Agent.Kiosk.Printing.Tickets;
using Edge.Agent.Simulator;

namespace Edge.Agent.Tests.Simulator;

public sealed class PaperCodeTests
{
    [Theory]
    [InlineData(384)]
    [InlineData(576)]
    public void Codes_of_every_length_are_read_as_they_were_printed(int dots)
    {
        var read = 0;
        for (var length = 1; length <= 260; length += length < 40 ? 1 : 7)
        {
            var code = string.Create(CultureInfo.InvariantCulture, $"edge1:receipt:{new string('a', length)}:{length}")[^length..];
            if (QrPicture.Fit(code, dots) is not { } picture) continue;
            Assert.Equal(code, PaperCode.Read(Paper(picture, dots, 13)));
            read++;
        }
        Assert.InRange(read, 50, 100);
    }

    [Fact]
    public void Letters_of_any_kind_are_read() => Assert.Equal("Phiếu số 1 – ກ 😀", PaperCode.Read(Paper(QrPicture.Fit("Phiếu số 1 – ກ 😀", 384)!, 384, 0)));

    [Fact]
    public void A_paper_without_a_code_or_with_a_torn_one_says_nothing()
    {
        Assert.Null(PaperCode.Read(new Raster(384, 0)));
        Assert.Null(PaperCode.Read(new Raster(384, 200)));
        Assert.Null(PaperCode.Read(Picture.Draw(384, 200, canvas => canvas.DrawRect(10, 10, 300, 150, Picture.Ink(black: true)))));
        var picture = QrPicture.Fit("edge1:ticket:kiosk-1:1:A001:ABC234", 384)!;
        Assert.Null(PaperCode.Read(Picture.Draw(384, picture.Size / 2, canvas => picture.Draw(canvas, 0, 0))));
    }

    [Fact]
    public void Random_papers_are_all_answered()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var random = new Random(seed);
            var picture = QrPicture.Fit("edge1:ticket:kiosk-1:1:A001:ABC234", 384)!;
            var paper = Paper(picture, 384, 5);
            // Whole modules change colour, also those that tell length, level and mask.
            for (var spots = random.Next(1, 400); spots > 0; spots--) paper[random.Next(384), random.Next(paper.Height)] ^= true;
            _ = PaperCode.Read(paper);
        }
    }

    private static Raster Paper(QrPicture code, int dots, int above) => Picture.Draw(dots, code.Size + 2 * above, canvas =>
    {
        canvas.DrawRect(3, 0, 50, above / 2, Picture.Ink(black: true));
        code.Draw(canvas, (dots - code.Size) / 2, above);
    });
}
