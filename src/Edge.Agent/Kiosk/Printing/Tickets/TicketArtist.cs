using System.Globalization;
using Edge.Agent.Devices.Printer;
using Edge.Agent.Kiosk.Printing.Letters;
using Edge.Agent.Kiosk.Printing.Pictograms;

namespace Edge.Agent.Kiosk.Printing.Tickets;

/// <summary>Draws a ticket for who reads and who does not: a number that fills the paper, pictures with the figures that matter, few words.</summary>
internal sealed class TicketArtist(LetterBook book, PictogramBook pictograms, TicketWords words)
{
    private readonly Lettering _lettering = new(book);

    /// <summary>The picture for a paper of so many dots across.</summary>
    public Raster Draw(TicketFace face, int dots)
    {
        var sheet = new Sheet(dots);
        DrawPlace(sheet, face);
        DrawNumber(sheet, face);
        DrawService(sheet, face);
        if (face.People > 1) DrawHousehold(sheet, face);
        if (face.Priority) DrawPriority(sheet, face);
        sheet.AddRule();
        DrawFigures(sheet, face);
        sheet.AddRule();
        DrawFoot(sheet, face);
        return sheet.Finish();
    }

    private void DrawPlace(Sheet sheet, TicketFace face)
    {
        if (string.IsNullOrWhiteSpace(face.Place)) return;
        sheet.AddCentred(_lettering, face.Place, 2, sheet.Unit * 3 / 2);
        sheet.AddRule();
    }

    private void DrawNumber(Sheet sheet, TicketFace face)
    {
        var (unit, size) = (sheet.Unit, sheet.Unit * 12);
        while (size > unit && _lettering.Width(face.Number, size) > sheet.Inner) size--;
        var height = _lettering.CapHeight(size);
        sheet.Skip(unit);
        sheet.Add(height, (canvas, y) => _lettering.Draw(canvas, face.Number, (sheet.Width - _lettering.Width(face.Number, size)) / 2, y + height, size));
        sheet.Skip(2 * unit);
    }

    private void DrawService(Sheet sheet, TicketFace face)
    {
        var (unit, picture) = (sheet.Unit, sheet.Unit * 12);
        var name = TextBlock.Fit(_lettering, face.Service, sheet.Width - picture - 5 * unit, 3, unit * 5 / 2, sheet.Small);
        var height = Math.Max(picture, name.Height);
        sheet.Add(height, (canvas, y) =>
        {
            pictograms.Draw(canvas, face.Pictogram, unit, y + (height - picture) / 2, picture);
            name.Draw(canvas, picture + 3 * unit, y + (height - name.Height) / 2);
        });
        sheet.Skip(unit);
    }

    // A house, so that nobody takes them for the people who wait before.
    private void DrawHousehold(Sheet sheet, TicketFace face)
    {
        var (unit, picture) = (sheet.Unit, sheet.Unit * 9);
        var number = face.People.ToString(CultureInfo.InvariantCulture);
        var size = unit * 6;
        var left = picture + 3 * unit + _lettering.Width(number, size) + 2 * unit;
        var text = TextBlock.Fit(_lettering, string.Join(" · ", words.Lines(TicketWords.Household, face.Language)), sheet.Width - left - 2 * unit, 3, unit * 9 / 5, sheet.Small);
        sheet.Skip(unit);
        sheet.Add(picture, (canvas, y) =>
        {
            pictograms.Draw(canvas, PictogramBook.Household, unit, y, picture);
            _lettering.Draw(canvas, number, picture + 3 * unit, y + (picture + _lettering.CapHeight(size)) / 2, size);
            text.Draw(canvas, left, y + (picture - text.Height) / 2);
        });
        sheet.Skip(unit);
    }

    private void DrawPriority(Sheet sheet, TicketFace face)
    {
        var (unit, picture) = (sheet.Unit, sheet.Unit * 7);
        var text = TextBlock.Fit(_lettering, string.Join(" · ", words.Lines(TicketWords.Priority, face.Language)), sheet.Width - picture - 6 * unit, 2, unit * 2, sheet.Small);
        var height = picture + 2 * unit;
        sheet.Skip(unit);
        sheet.Add(height, (canvas, y) =>
        {
            Sheet.Fill(canvas, unit, y, sheet.Inner, height, black: true);
            Sheet.Fill(canvas, 2 * unit, y + unit / 2, picture + unit, height - unit, black: false);
            pictograms.Draw(canvas, PictogramBook.Priority, 2 * unit + unit / 2, y + unit, picture);
            text.Draw(canvas, picture + 4 * unit, y + (height - text.Height) / 2, black: false);
        });
        sheet.Skip(unit);
    }

    private void DrawFigures(Sheet sheet, TicketFace face)
    {
        var unit = sheet.Unit;
        var code = QrPicture.Fit(face.Code, sheet.Width * 9 / 16);
        var under = code is null ? QrPicture.Fit(face.Code, sheet.Width) : null;
        var width = sheet.Width - unit - (code?.Size ?? unit);
        var figures = Figures(sheet, face, width);
        var height = Math.Max(figures.Sum(f => f.Height), code?.Size ?? 0);
        sheet.Add(height, (canvas, y) =>
        {
            code?.Draw(canvas, sheet.Width - code.Size, y + (height - code.Size) / 2);
            var at = y + (height - figures.Sum(f => f.Height)) / 2;
            foreach (var figure in figures)
            {
                figure.Draw(canvas, unit, at);
                at += figure.Height;
            }
        });
        if (under is not null) sheet.Add(under.Size, (canvas, y) => under.Draw(canvas, (sheet.Width - under.Size) / 2, y));
    }

    private List<Figure> Figures(Sheet sheet, TicketFace face, int width)
    {
        var figures = new List<Figure> { Make(PictogramBook.People, face.PeopleBefore.ToString(CultureInfo.InvariantCulture), face.PeopleBefore == 0 ? TicketWords.Soon : TicketWords.Before) };
        if (face.ExpectedWait is { } wait) figures.Add(Make(PictogramBook.Wait, WaitText.Of(wait), WaitText.InHours(wait) ? TicketWords.WaitHours : TicketWords.Wait));
        return figures;

        Figure Make(string pictogram, string number, string word) =>
            new(_lettering, pictograms, pictogram, number, [.. words.Lines(word, face.Language).Select(l => TextBlock.Fit(_lettering, l, width, 2, sheet.Small, sheet.Small))], sheet.Unit, width);
    }

    private void DrawFoot(Sheet sheet, TicketFace face)
    {
        foreach (var line in words.Lines(TicketWords.Keep, face.Language)) sheet.AddCentred(_lettering, line, 2, sheet.Small);
        if (face.IssuedAt is not { } at) return;
        var time = at.ToString("HH:mm · dd/MM/yyyy", CultureInfo.InvariantCulture);
        sheet.AddCentred(_lettering, $"{face.Number} · {time}", 1, sheet.Small);
    }
}
