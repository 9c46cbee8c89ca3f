using Edge.Agent.Kiosk.Office;
using Edge.Agent.Kiosk.Printing.Letters;
using Edge.Agent.Kiosk.Queue;
using Edge.Agent.Kiosk.Report;
using Edge.Agent.Tests.Kiosk.Printing;

namespace Edge.Agent.Tests.Kiosk;

/// <summary>The service day on paper.</summary>
public sealed class ReportPaperTests
{
    private static readonly ReportArtist Artist = new(LetterBook.Load());

    [Theory]
    [InlineData(384)]
    [InlineData(576)]
    public void Nothing_runs_to_the_edge_of_the_paper_however_long_a_name_is(int dots)
    {
        using var kiosk = new KioskBench();
        kiosk.Do(new KioskCommand.OpenDay());
        foreach (var service in (string[])["card", "account", "result"]) kiosk.Give(service);
        kiosk.Do(new KioskCommand.Next());
        kiosk.Pass(600);
        kiosk.Do(new KioskCommand.Done());
        foreach (var name in (string[])["Làm thẻ căn cước", new string('W', 200), ""])
        {
            var picture = Artist.Draw(DayReport.Of(kiosk.State), $"UBND xã Đắk Pék {name}", _ => name, dots);
            Assert.Equal(dots, picture.Width);
            Assert.InRange(picture.Height, dots, dots * 6);
            Assert.All(PictureText.Of(picture).Split('\n'), row => Assert.DoesNotContain('#', row[..4] + row[^4..]));
        }
    }

    [Fact]
    public void Every_figure_changes_the_paper()
    {
        var sums = new DaySums(3, 9, 8, 7, 6, 5, 4, 3) { People = 33, TurnedAway = 2, PassedOn = 1 };
        var line = new ReportLine("card", 9, 12, 8, 7, 6, 5, 4, 3, 600, 300);
        DayReport[] reports =
        [
            Of(sums), Of(sums with { Tickets = 1 }), Of(sums with { Enrolled = 1 }), Of(sums with { Unable = 1 }), Of(sums with { NoShow = 1 }), Of(sums with { Cancelled = 1 }), Of(sums with { InProgress = 1 }),
            Of(sums with { Waiting = 1 }), Of(sums with { People = 1 }), Of(sums with { TurnedAway = 1 }), Of(sums with { PassedOn = 9 }), Of(sums, line), Of(sums, line with { Given = 1 }), Of(sums, line with { People = 1 }),
            Of(sums, line with { Done = 1 }), Of(sums, line with { Exception = 1 }), Of(sums, line with { NoShow = 1 }), Of(sums, line with { TurnedAway = 1 }), Of(sums, line with { WaitedSeconds = null }), Of(sums, line with { ServedSeconds = 60 }),
        ];
        var pictures = reports.Select(r => PictureText.Of(Artist.Draw(r, "Mường Lay", s => s, 384))).ToList();
        Assert.Equal(pictures.Count, pictures.Distinct().Count());
    }

    private static DayReport Of(DaySums sums, params ReportLine[] services) => new(new DateTimeOffset(2026, 7, 3, 7, 0, 0, TimeSpan.FromHours(7)), sums, services, []);
}
