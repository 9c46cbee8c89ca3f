using Edge.Agent.Devices.Printer;
using Edge.Agent.Kiosk.Printing.Drawing;
using Edge.Agent.Kiosk.Printing.Letters;
using SkiaSharp;

namespace Edge.Agent.Kiosk.Printing.Tickets;

/// <summary>A paper that grows downwards while things are put on it.</summary>
internal sealed class Sheet(int width)
{
    private const int UnitsAcross = 48;

    private readonly List<(int Y, Action<SKCanvas, int> Draw)> _parts = [];

    public int Width => width;

    /// <summary>The width between the margins.</summary>
    public int Inner => Width - 2 * Unit;

    public int Height { get; private set; }

    /// <summary>What lengths are given in, the margin among them: a 48th of the width, which is 1 mm on a narrow paper.</summary>
    public int Unit => width / UnitsAcross;

    /// <summary>The smallest size of letters: two tones over one letter are no longer told apart where it is smaller.</summary>
    public int Small => Unit * 5 / 4;

    public void Skip(int height) => Height += height;

    /// <summary>Puts something below what is there; it is told where it begins.</summary>
    public void Add(int height, Action<SKCanvas, int> draw)
    {
        _parts.Add((Height, draw));
        Height += height;
    }

    /// <summary>Puts text below what is there, in the middle.</summary>
    /// <param name="lettering">Writes it.</param>
    /// <param name="text">What to say.</param>
    /// <param name="lines">Lines it may have.</param>
    /// <param name="largest">The size of its letters where they fit.</param>
    public void AddCentred(Lettering lettering, string text, int lines, int largest) => AddText(lettering, text, lines, largest, Inner);

    /// <summary>The same, from the left.</summary>
    public void AddLeft(Lettering lettering, string text, int lines, int largest) => AddText(lettering, text, lines, largest, 0);

    /// <summary>Puts a line across the paper, with room above and below.</summary>
    public void AddRule()
    {
        Skip(Unit);
        Add(2, (canvas, y) => Fill(canvas, Unit, y, Inner, 2, black: true));
        Skip(Unit);
    }

    public static void Fill(SKCanvas canvas, int left, int top, int width, int height, bool black) => canvas.DrawRect(left, top, width, height, Picture.Ink(black));

    public Raster Finish() => Picture.Draw(width, Height, canvas => _parts.ForEach(p => p.Draw(canvas, p.Y)));

    private void AddText(Lettering lettering, string text, int lines, int largest, int centredIn)
    {
        var block = TextBlock.Fit(lettering, text, Inner, lines, largest, Small);
        Add(block.Height, (canvas, y) => block.Draw(canvas, Unit, y, centredIn));
    }
}
