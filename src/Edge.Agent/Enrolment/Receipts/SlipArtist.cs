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

    private readonly Lettering _lettering = new(book);

    /// <summary>The picture for a paper of so many dots across.</summary>
    public Raster Draw(Slip slip, int dots)
    {
        var sheet = new Sheet(dots);
        if (slip.Sample) AddSample(sheet);
        if (!string.IsNullOrWhiteSpace(slip.Place))
        {
            sheet.AddCentred(_lettering, slip.Place, 2, sheet.Unit * 3 / 2);
            sheet.AddRule();
        }
        AddHead(sheet, slip);
        sheet.AddRule();
        foreach (var line in slip.Words.Skip(1).SelectMany(w => words.Lines(w, slip.Language))) sheet.AddCentred(_lettering, line, 3, sheet.Unit * 3 / 2);
        if (!string.IsNullOrWhiteSpace(slip.Note)) sheet.AddCentred(_lettering, slip.Note, 6, sheet.Small);
        AddCode(sheet, slip);
        AddFoot(sheet, slip);
        if (slip.Sample) AddSample(sheet);
        return sheet.Finish();
    }

    private void AddSample(Sheet sheet)
    {
        var unit = sheet.Unit;
        var text = TextBlock.Fit(_lettering, SampleText, sheet.Inner, 1, unit * 3, sheet.Small);
        var height = text.Height + 2 * unit;
        sheet.Skip(unit);
        sheet.Add(height, (canvas, y) =>
        {
            Sheet.Fill(canvas, unit, y, sheet.Inner, height, black: true);
            text.Draw(canvas, unit, y + unit, sheet.Inner, black: false);
        });
        sheet.Skip(unit);
    }

    private void AddHead(Sheet sheet, Slip slip)
    {
        var (unit, picture) = (sheet.Unit, sheet.Unit * 12);
        var lines = words.Lines(slip.Words[0], slip.Language).Concat(slip.Service.Length > 0 ? [slip.Service] : []);
        var texts = lines.Select(l => TextBlock.Fit(_lettering, l, sheet.Width - picture - 5 * unit, 2, unit * 5 / 2, sheet.Small)).ToList();
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

    private static void AddCode(Sheet sheet, Slip slip)
    {
        if (slip.Code is null || QrPicture.Fit(slip.Code, sheet.Width) is not { } code) return;
        sheet.Skip(sheet.Unit);
        sheet.Add(code.Size, (canvas, y) => code.Draw(canvas, (sheet.Width - code.Size) / 2, y));
    }

    private void AddFoot(Sheet sheet, Slip slip)
    {
        string?[] parts = [slip.Ticket, slip.At?.ToString("HH:mm · dd/MM/yyyy", CultureInfo.InvariantCulture)];
        var foot = string.Join(" · ", parts.OfType<string>());
        if (foot.Length > 0) sheet.AddCentred(_lettering, foot, 1, sheet.Small);
    }
}
