using System.Globalization;
using Edge.Agent.Devices.Printer;
using Edge.Agent.Kiosk.Printing.Letters;
using Edge.Agent.Kiosk.Printing.Pictograms;
using Edge.Agent.Kiosk.Printing.Tickets;

namespace Edge.Agent.Enrolment.Receipts;

/// <summary>Draws slips as tickets are drawn: a picture, few words in the citizen's language, Vietnamese and English, and a code.</summary>
internal sealed class SlipArtist(LetterBook book, PictogramBook pictograms, TicketWords words)
{
    public const string SampleText = "MẪU / SAMPLE";

    private const int UnitsAcross = 48;

    private readonly Lettering _lettering = new(book);

    /// <summary>The picture for a paper of so many dots across.</summary>
    public Raster Draw(Slip slip, int dots)
    {
        var sheet = new Sheet(dots);
        var unit = dots / UnitsAcross;
        if (slip.Sample) AddSample(sheet, unit);
        if (!string.IsNullOrWhiteSpace(slip.Place))
        {
            sheet.AddCentred(Text(slip.Place, sheet, unit, 2, unit * 3 / 2), unit);
            sheet.AddRule(unit);
        }
        AddHead(sheet, slip, unit);
        sheet.AddRule(unit);
        foreach (var line in slip.Words.Skip(1).SelectMany(w => words.Lines(w, slip.Language))) sheet.AddCentred(Text(line, sheet, unit, 3, unit * 3 / 2), unit);
        if (!string.IsNullOrWhiteSpace(slip.Note)) sheet.AddCentred(Text(slip.Note, sheet, unit, 6, TicketArtist.Small(unit)), unit);
        AddCode(sheet, slip, unit);
        AddFoot(sheet, slip, unit);
        if (slip.Sample) AddSample(sheet, unit);
        return sheet.Finish();
    }

    private void AddSample(Sheet sheet, int unit)
    {
        var text = Text(SampleText, sheet, unit, 1, unit * 3);
        var height = text.Height + 2 * unit;
        sheet.Skip(unit);
        sheet.Add(height, (canvas, y) =>
        {
            Sheet.Fill(canvas, unit, y, sheet.Width - 2 * unit, height, black: true);
            text.Draw(canvas, unit, y + unit, sheet.Width - 2 * unit, black: false);
        });
        sheet.Skip(unit);
    }

    private void AddHead(Sheet sheet, Slip slip, int unit)
    {
        var picture = unit * 12;
        var lines = words.Lines(slip.Words[0], slip.Language).Concat(slip.Service.Length > 0 ? [slip.Service] : []);
        var texts = lines.Select(l => TextBlock.Fit(_lettering, l, sheet.Width - picture - 5 * unit, 2, unit * 5 / 2, TicketArtist.Small(unit))).ToList();
        var height = Math.Max(picture, texts.Sum(t => t.Height));
        sheet.Add(height, (canvas, y) =>
        {
            pictograms.Draw(canvas, slip.Pictogram, unit, y + (height - picture) / 2, picture);
            var at = y + (height - texts.Sum(t => t.Height)) / 2;
            foreach (var text in texts)
            {
                text.Draw(canvas, picture + 3 * unit, at);
                at += text.Height;
            }
        });
    }

    private static void AddCode(Sheet sheet, Slip slip, int unit)
    {
        if (slip.Code is null || QrPicture.Fit(slip.Code, sheet.Width) is not { } code) return;
        sheet.Skip(unit);
        sheet.Add(code.Size, (canvas, y) => code.Draw(canvas, (sheet.Width - code.Size) / 2, y));
    }

    private void AddFoot(Sheet sheet, Slip slip, int unit)
    {
        string?[] parts = [slip.Ticket, slip.At?.ToString("HH:mm · dd/MM/yyyy", CultureInfo.InvariantCulture)];
        var foot = string.Join(" · ", parts.OfType<string>());
        if (foot.Length > 0) sheet.AddCentred(Text(foot, sheet, unit, 1, TicketArtist.Small(unit)), unit);
    }

    private TextBlock Text(string text, Sheet sheet, int unit, int lines, int largest) => TextBlock.Fit(_lettering, text, sheet.Width - 2 * unit, lines, largest, TicketArtist.Small(unit));
}
