using Edge.Agent.Kiosk.Printing.Tickets;
using SkiaSharp;

namespace Edge.Agent.Kiosk.LinkMeter;

/// <summary>Strength as a phone shows it: steps, black as far as it reaches and hollow above.</summary>
internal static class SignalBars
{
    public const int Most = 4;

    // A line of one dot does not come out of a worn head.
    private const int ThinnestLine = 2;

    public static void Draw(SKCanvas canvas, int bars, int x, int y, int width, int height)
    {
        var (step, gap, line) = (width / Most, Math.Max(ThinnestLine, width / 20), Math.Max(ThinnestLine, width / 40));
        for (var i = 0; i < Most; i++)
        {
            var tall = height * (i + 1) / Most;
            var (left, top, wide) = (x + i * step, y + height - tall, step - gap);
            Sheet.Fill(canvas, left, top, wide, tall, black: true);
            if (i >= bars) Sheet.Fill(canvas, left + line, top + line, wide - 2 * line, tall - 2 * line, black: false);
        }
    }
}
