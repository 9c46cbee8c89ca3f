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

    public Raster Finish() => Picture.Draw(width, Height, canvas => _parts.ForEach(p => p.Draw(canvas, p.Y)));
}
