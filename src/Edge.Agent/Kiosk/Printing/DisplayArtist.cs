using Edge.Agent.Devices.Display;
using Edge.Agent.Devices.Printer;
using Edge.Agent.Kiosk.Printing.Drawing;
using Edge.Agent.Kiosk.Printing.Letters;
using Edge.Agent.Kiosk.Printing.Tickets;
using SkiaSharp;

namespace Edge.Agent.Kiosk.Printing;

/// <summary>Draws the call display's lines with the letters of the paper.</summary>
internal sealed class DisplayArtist(LetterBook book) : ILinePainter
{
    // Dots of a small letter: of more, Vietnamese with its marks has no room in a row of sixteen; of fewer, nobody can read it.
    private const int Largest = 6;
    private const int Smallest = 4;

    private readonly Lettering _lettering = new(book);

    public Raster Paint(DisplayLines lines, int width, int rowHeight, int rows) => Picture.Draw(width, rowHeight * rows, canvas =>
    {
        for (var row = 0; row < rows; row++)
        {
            var text = lines.Row(row).Trim();
            if (text.Length == 0) continue;
            if (row == lines.Large) Number(canvas, text, width, row * rowHeight, 2 * rowHeight);
            else Line(canvas, text, width, row * rowHeight, rowHeight);
        }
    });

    private void Line(SKCanvas canvas, string text, int width, int top, int height)
    {
        var block = TextBlock.Fit(_lettering, text, width, lines: 1, Largest, Smallest);
        block.Draw(canvas, 0, top + Math.Max(0, (height - block.Height) / 2), width);
    }

    // Capitals and digits alone, so none of the room is kept for marks.
    private void Number(SKCanvas canvas, string text, int width, int top, int height)
    {
        var size = height;
        while (size > 1 && (_lettering.CapHeight(size) > height - 2 || _lettering.Width(text, size) > width)) size--;
        _lettering.Draw(canvas, text, (width - _lettering.Width(text, size)) / 2, top + (height + _lettering.CapHeight(size)) / 2, size);
    }
}
