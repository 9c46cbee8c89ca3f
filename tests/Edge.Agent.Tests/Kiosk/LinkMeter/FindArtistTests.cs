using Edge.Agent.Kiosk.LinkMeter;
using Edge.Agent.Kiosk.Printing.Drawing;
using Edge.Agent.Kiosk.Printing.Letters;
using Edge.Agent.Tests.Kiosk.Printing;

namespace Edge.Agent.Tests.Kiosk.LinkMeter;

/// <summary>The paper for the next team.</summary>
public sealed class FindArtistTests
{
    private static readonly FindArtist Artist = new(LetterBook.Load());
    private static readonly DateTimeOffset Day = new(2026, 7, 3, 0, 0, 0, TimeSpan.FromHours(7));

    [Theory]
    [InlineData(384)]
    [InlineData(576)]
    public void Nothing_runs_to_the_edge_of_the_paper_however_much_is_noted(int dots)
    {
        var finds = Enumerable.Range(0, FindStore.Most).Select(i => F(i % 2 == 0 ? new string('W', PlaceName.Longest) : $"{new string('Ẵ', 36)} {i}", i % 24, i % 5)).ToList();
        foreach (var kept in (SignalFind[][])[[], [F("a", 0, 0) with { At = null }], [.. finds]])
        {
            var picture = Artist.Draw(PlaceSignal.Of(kept), new string('W', 200), Day, dots);
            Assert.Equal(dots, picture.Width);
            Assert.InRange(picture.Height, dots / 4, dots * 15);
            Assert.All(PictureText.Of(picture).Split('\n'), row => Assert.DoesNotContain('#', row[..4] + row[^4..]));
        }
    }

    [Theory]
    [InlineData(384)]
    [InlineData(576)]
    public void Strength_is_black_bars_and_a_number(int dots)
    {
        foreach (var width in (int[])[dots / 6, dots / 12])
        {
            var bars = Enumerable.Range(0, SignalBars.Most + 1).Select(n => Picture.Draw(width, width, canvas => SignalBars.Draw(canvas, n, 0, 0, width, width))).ToList();
            Assert.All(bars.Zip(bars.Skip(1)), b => Assert.True(PictureText.Black(b.Second) > PictureText.Black(b.First), PictureText.Of(b.Second)));
        }
        var pictures = Enumerable.Range(0, SignalBars.Most + 1).Select(n => PictureText.Of(Artist.Draw(PlaceSignal.Of([F("Bến đò", 8, n)]), "", null, dots)));
        Assert.Equal(SignalBars.Most + 1, pictures.Distinct().Count());
        var (one, range) = (Artist.Draw(PlaceSignal.Of([F("Bến đò", 8, 3)]), "", null, dots), Artist.Draw(PlaceSignal.Of([F("Bến đò", 8, 3), F("Bến đò", 8, 1)]), "", null, dots));
        Assert.NotEqual(PictureText.Of(one), PictureText.Of(range));
    }

    [Fact]
    public void Only_the_best_places_are_on_paper_and_it_says_how_many_more_there_are()
    {
        List<SignalFind> Of(int places) => [.. Enumerable.Range(0, places).Select(i => F($"Chỗ {i}", 8, 4))];
        var (twelve, thirteen, hundred) = (Draw(12), Draw(13), Draw(100));
        Assert.True(thirteen.Height > twelve.Height && thirteen.Height - twelve.Height < twelve.Height / 8);
        Assert.InRange(hundred.Height - thirteen.Height, 0, 60);

        Edge.Agent.Devices.Printer.Raster Draw(int places) => Artist.Draw(PlaceSignal.Of(Of(places)), "Tà Lủng", Day, 384);
    }

    private static SignalFind F(string place, int hour, int bars) => new(place, Day.AddHours(hour), bars, bars == 0 ? null : -120 + 10 * bars, bars == 0 ? null : "lte");
}
