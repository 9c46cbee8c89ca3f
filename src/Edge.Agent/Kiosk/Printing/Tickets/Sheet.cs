using Edge.Agent.Devices.Printer;
using Edge.Agent.Kiosk.Printing.Drawing;
using SkiaSharp;

namespace Edge.Agent.Kiosk.Printing.Tickets;

/// <summary>A paper that grows downwards while things are put on it.</summary>
internal sealed class Sheet(int width)
{
    private readonly List<(int Y, Action<SKCanvas, int> Draw)> _parts = [];

    public int Width => width;

    public int Height { get; private set; }

    public void Skip(int height) => Height += height;

    /// <summary>Puts something below what is there; it is told where it begins.</summary>
    public void Add(int height, Action<SKCanvas, int> draw)
    {
        _parts.Add((Height, draw));
        Height += height;
    }

    /// <summary>Puts text below what is there, in the middle.</summary>
    /// <param name="margin">Left and right of it.</param>
    public void AddCentred(TextBlock text, int margin) => Add(text.Height, (canvas, y) => text.Draw(canvas, margin, y, Width - 2 * margin));

    /// <summary>Puts a line across the paper, with room above and below.</summary>
    public void AddRule(int margin)
    {
        Skip(margin);
        Add(2, (canvas, y) => Fill(canvas, margin, y, Width - 2 * margin, 2, black: true));
        Skip(margin);
    }

    public static void Fill(SKCanvas canvas, int left, int top, int width, int height, bool black) => canvas.DrawRect(left, top, width, height, Picture.Ink(black));

    public Raster Finish() => Picture.Draw(width, Height, canvas => _parts.ForEach(p => p.Draw(canvas, p.Y)));
}
