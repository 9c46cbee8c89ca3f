using System.Diagnostics;
using System.Text;
using Edge.Agent.Devices.Printer;
using Edge.Agent.Kiosk.Printing;
using Edge.Agent.Kiosk.Printing.Drawing;
using Edge.Agent.Kiosk.Printing.Letters;
using Edge.Agent.Kiosk.Printing.Pictograms;
using Edge.Agent.Kiosk.Printing.Tickets;
using Edge.Agent.Tests.Support;

namespace Edge.Agent.Tests.Kiosk.Printing.Tickets;

public sealed class TicketArtistTests : IDisposable
{
    private static readonly TicketArtist Artist = new(LetterBook.Load(), new PictogramBook(), new TicketWords());

    private static readonly TicketFace Face = new()
    {
        Number = "A012",
        Pictogram = "card",
        Service = "Làm thẻ căn cước",
        Language = "vi",
        PeopleBefore = 7,
        ExpectedWait = TimeSpan.FromMinutes(23),
        IssuedAt = new DateTimeOffset(2026, 3, 1, 8, 5, 0, TimeSpan.FromHours(7)),
        Code = "edge1:ticket:kiosk-1:3:A012:7KQ2MX",
        Place = "UBND xã Đắk Pék, huyện Đắk Glei",
    };

    private readonly TestFolder _folder = new();

    public static TheoryData<int, string> Codes => new(
        from dots in (int[])[384, 576]
        from code in (string[])["A", Face.Code, new string('x', 120), new string('7', 300), "Đắk Pék ệ"]
        select (dots, code));

    [Theory]
    [MemberData(nameof(Codes))]
    public async Task The_code_on_the_paper_can_be_read(int dots, string code)
    {
        var picture = Artist.Draw(Face with { Code = code }, dots);
        Assert.Equal(code, await ReadAsync(picture));
    }

    [Fact]
    public async Task A_code_that_no_narrow_paper_can_hold_is_left_out_and_the_ticket_comes_all_the_same()
    {
        var picture = Artist.Draw(Face with { Code = new string('ệ', 3_000) }, 384);
        Assert.Equal("", await ReadAsync(picture));
        Assert.True(PictureText.Black(picture) > 5_000);
    }

    [Theory]
    [InlineData(384)]
    [InlineData(576)]
    public void Nothing_runs_to_the_edge_of_the_paper_however_long_it_is(int dots)
    {
        var words = string.Join(' ', Enumerable.Repeat("Trường", 60));
        foreach (var face in (TicketFace[])
            [Face, Face with { People = 4 }, Face with { Service = words, Place = words, PeopleBefore = int.MaxValue, ExpectedWait = TimeSpan.FromDays(400), Priority = true },
            Face with { Service = new string('W', 400), Place = new string('Ẵ', 400), Number = "W9999", Language = "" },
            Face with { Service = "", Place = "", Number = "", Code = "", IssuedAt = null, ExpectedWait = null, PeopleBefore = 0 }])
        {
            var picture = Artist.Draw(face, dots);
            Assert.Equal(dots, picture.Width);
            Assert.InRange(picture.Height, dots / 2, dots * 3);
            Assert.All(PictureText.Of(picture).Split('\n'), row => Assert.DoesNotContain('#', row[..4] + row[^4..]));
        }
    }

    [Theory]
    [InlineData(384)]
    [InlineData(576)]
    public void The_number_fills_the_paper(int dots)
    {
        var (with, without) = (Artist.Draw(Face with { Place = null, IssuedAt = null }, dots), Artist.Draw(Face with { Place = null, IssuedAt = null, Number = "A013" }, dots));
        var rows = Enumerable.Range(0, with.Height).Where(y => !with.Row(y).SequenceEqual(without.Row(y))).ToList();
        Assert.InRange(rows.Count, dots / 5, dots / 2); // 10 mm of 48 at least
    }

    [Fact]
    public void Each_thing_a_citizen_must_know_changes_the_picture()
    {
        var pictures = new[]
        {
            Face, Face with { Number = "A021" }, Face with { Pictogram = "account" }, Face with { Service = "Nhận kết quả" }, Face with { Language = "en" }, Face with { Priority = true },
            Face with { PeopleBefore = 8 }, Face with { ExpectedWait = TimeSpan.FromMinutes(40) }, Face with { ExpectedWait = null }, Face with { IssuedAt = null },
            Face with { Code = "edge1:ticket:kiosk-1:3:A012:7KQ2MY" }, Face with { Place = "Trường Sa" },
        }.Select(f => PictureText.Of(Artist.Draw(f, 384))).ToList();
        Assert.Equal(pictures.Count, pictures.Distinct().Count());
    }

    [Fact]
    public void Text_in_either_spelling_gives_the_same_picture()
    {
        var parts = Face with { Service = "Làm thẻ căn cước", Place = "UBND xã Đắk Pék, huyện Đắk Glei" };
        var split = parts with
        {
            Service = "La\u0300m the\u0309 ca\u0306n cu\u031Bo\u031B\u0301c",
            Place = "UBND xa\u0303 Đa\u0306\u0301k Pe\u0301k, huye\u0323\u0302n Đa\u0306\u0301k Glei",
        };
        Assert.Equal(PictureText.Of(Artist.Draw(parts, 384)), PictureText.Of(Artist.Draw(split, 384)));
    }

    [Theory]
    [InlineData(0, "<5")]
    [InlineData(5, "<5")]
    [InlineData(6, "~10")]
    [InlineData(90, "~90")]
    [InlineData(91, "~1:35")]
    [InlineData(241, "~4:05")]
    public void A_wait_is_told_no_more_exactly_than_it_is_known(int minutes, string told) => Assert.Equal(told, WaitText.Of(TimeSpan.FromMinutes(minutes)));

    [Fact]
    public void Words_come_in_the_citizens_language_first_and_always_in_Vietnamese_and_English()
    {
        var words = new TicketWords();
        Assert.Equal(["Ưu tiên", "Priority"], words.Lines(TicketWords.Priority, "vi"));
        Assert.Equal(["Priority", "Ưu tiên"], words.Lines(TicketWords.Priority, "en"));
        Assert.Equal(["Ưu tiên", "Priority"], words.Lines(TicketWords.Priority, "hmn"));
        foreach (var word in (string[])[TicketWords.Before, TicketWords.Household, TicketWords.Wait, TicketWords.WaitHours, TicketWords.Keep]) Assert.Equal(2, words.Lines(word, "vi").Count());
    }

    [Fact]
    public void Every_pictogram_is_its_own_picture_inside_its_field()
    {
        Assert.Equal(["account", "activation", "card", "correction", "household", "other", "people", "priority", "result", "wait"], PictogramBook.Names);
        var book = new PictogramBook();
        foreach (var size in (int[])[40, 96])
        {
            var pictures = PictogramBook.Names.Select(name =>
            {
                var raster = Picture.Draw(size + 2, size + 2, canvas => book.Draw(canvas, name, 1, 1, size));
                Assert.InRange(PictureText.Black(raster), size * size / 12, size * size * 2 / 3);
                Assert.All(PictureText.Of(raster).Split('\n'), r => Assert.DoesNotContain('#', $"{r[0]}{r[^1]}"));
                return PictureText.Of(raster);
            }).ToList();
            Assert.Equal(pictures.Count, pictures.Distinct().Count());
        }
        Assert.Equal(PictogramBook.Svg("other"), PictogramBook.Svg("no-such-service"));
    }

    public void Dispose() => _folder.Dispose();

    private async Task<string> ReadAsync(Raster picture)
    {
        var file = Path.Combine(_folder.Root, "ticket.pbm");
        await using (var stream = File.Create(file))
        {
            stream.Write(Encoding.ASCII.GetBytes($"P4\n{picture.Width} {picture.Height}\n"));
            for (var y = 0; y < picture.Height; y++) stream.Write(picture.Row(y));
        }
        using var zbar = Process.Start(new ProcessStartInfo("zbarimg", ["--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", file]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        _ = zbar.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var said = await zbar.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await zbar.WaitForExitAsync(TestContext.Current.CancellationToken);
        return said.TrimEnd('\n');
    }
}
