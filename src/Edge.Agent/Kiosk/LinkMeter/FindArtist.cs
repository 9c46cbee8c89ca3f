using System.Globalization;
using Edge.Agent.Devices.Printer;
using Edge.Agent.Kiosk.Printing.Letters;
using Edge.Agent.Kiosk.Printing.Tickets;
using SkiaSharp;

namespace Edge.Agent.Kiosk.LinkMeter;

/// <summary>Draws where there is signal, for the team that comes next: place by place, the strength in bars and as a number, and at what hours.</summary>
internal sealed class FindArtist(LetterBook book)
{
    /// <summary>More places would be a paper that nobody reads to its end.</summary>
    public const int MostPlaces = 12;

    private const int HoursAcross = 3;
    private const int HourHeight = 3;

    private static readonly string[] Legend = ["4 vạch là mạnh nhất, 0 là không có.", "7h là từ 7 giờ đến 8 giờ.", "4 bars are best, 0 is none.", "7h is from 7 to 8 o'clock."];

    private readonly Lettering _lettering = new(book);

    /// <summary>The picture for a paper of so many dots across.</summary>
    /// <param name="places">The best first.</param>
    /// <param name="from">Who was there: the kiosk's place.</param>
    /// <param name="at">Local time; null where the clock is not to be believed.</param>
    /// <param name="dots">The paper's width.</param>
    public Raster Draw(IReadOnlyList<PlaceSignal> places, string from, DateTimeOffset? at, int dots)
    {
        var sheet = new Sheet(dots);
        Add(sheet, "Chỗ có sóng", sheet.Unit * 3);
        Add(sheet, "Where there is signal", sheet.Unit * 2);
        Add(sheet, at is { } now ? $"{from} · {Day(now)}" : from, sheet.Small);
        sheet.AddRule();
        foreach (var place in places.Take(MostPlaces))
        {
            DrawPlace(sheet, place);
            sheet.AddRule();
        }
        if (places.Count - MostPlaces is > 0 and var more) Add(sheet, $"Còn {more} chỗ yếu hơn, xem trên máy · {more} weaker places are on the board", sheet.Small);
        foreach (var line in Legend) Add(sheet, line, sheet.Small);
        sheet.Skip(sheet.Unit);
        return sheet.Finish();
    }

    private void Add(Sheet sheet, string text, int largest) => sheet.AddCentred(_lettering, text, 3, largest);

    private void DrawPlace(Sheet sheet, PlaceSignal place)
    {
        DrawHead(sheet, place);
        foreach (var row in place.Hours.Chunk(HoursAcross)) DrawHours(sheet, row);
        var newest = place.Newest is { } last ? $"đo lần cuối · last measured {Day(last)}" : "không rõ ngày · date unknown";
        sheet.AddLeft(_lettering, newest, 1, sheet.Small);
    }

    // The strength to the left, large; the name beside it.
    private void DrawHead(Sheet sheet, PlaceSignal place)
    {
        var unit = sheet.Unit;
        var (bars, size, number) = (8 * unit, unit * 2, $"{place.Best.Bars}/{SignalBars.Most}");
        var cap = _lettering.CapHeight(size);
        var name = TextBlock.Fit(_lettering, place.Name, sheet.Width - bars - 4 * unit, 3, unit * 5 / 2, sheet.Small);
        var (left, height) = (7 * unit + cap, Math.Max(7 * unit + cap, name.Height));
        sheet.Add(height, (canvas, y) =>
        {
            var top = y + (height - left) / 2;
            SignalBars.Draw(canvas, place.Best.Bars, unit, top, bars, 6 * unit);
            _lettering.Draw(canvas, number, unit + (bars - _lettering.Width(number, size)) / 2, top + left, size);
            name.Draw(canvas, bars + 3 * unit, y + (height - name.Height) / 2);
        });
        sheet.Skip(unit);
    }

    private void DrawHours(Sheet sheet, HourSignal[] hours)
    {
        var (unit, cell) = (sheet.Unit, sheet.Inner / HoursAcross);
        sheet.Add(HourHeight * unit, (canvas, y) =>
        {
            for (var i = 0; i < hours.Length; i++) DrawHour(canvas, hours[i], unit + i * cell, y + HourHeight * unit, sheet);
        });
        sheet.Skip(unit);
    }

    private void DrawHour(SKCanvas canvas, HourSignal hour, int x, int baseline, Sheet sheet)
    {
        var (unit, size, wide) = (sheet.Unit, sheet.Small, 4 * sheet.Unit);
        var said = hour.Hour is { } clock ? string.Create(CultureInfo.InvariantCulture, $"{clock}h") : "?h";
        // Hours stand under each other, and so do the bars.
        var bars = x + _lettering.Width("22h", size) + unit;
        _lettering.Draw(canvas, said, bars - unit - _lettering.Width(said, size), baseline, size);
        SignalBars.Draw(canvas, hour.Best, bars, baseline - HourHeight * unit, wide, HourHeight * unit);
        _lettering.Draw(canvas, hour.Bars, bars + wide + unit / 2, baseline, size);
    }

    private static string Day(DateTimeOffset at) => at.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);
}
