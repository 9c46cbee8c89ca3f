using Edge.Agent.Kiosk.Printing.Letters;
using Edge.Agent.Kiosk.Printing.Pictograms;
using SkiaSharp;

namespace Edge.Agent.Kiosk.Printing.Tickets;

/// <summary>A pictogram with its number, and what they mean in words below.</summary>
internal sealed class Figure
{
    private readonly Lettering _lettering;
    private readonly PictogramBook _pictograms;
    private readonly string _pictogram, _number;
    private readonly IReadOnlyList<TextBlock> _words;
    private readonly int _unit, _size;

    public Figure(Lettering lettering, PictogramBook pictograms, string pictogram, string number, IReadOnlyList<TextBlock> words, int unit, int width)
    {
        (_lettering, _pictograms, _pictogram, _number, _words, _unit) = (lettering, pictograms, pictogram, number, words, unit);
        _size = 4 * unit;
        while (_size > unit && lettering.Width(number, _size) > width - Picture - unit) _size--;
    }

    public int Height => Picture + _words.Sum(w => w.Height) + _unit;

    private int Picture => 6 * _unit;

    public void Draw(SKCanvas canvas, int x, int y)
    {
        _pictograms.Draw(canvas, _pictogram, x, y, Picture);
        var cap = _lettering.CapHeight(_size);
        _lettering.Draw(canvas, _number, x + Picture + _unit, y + (Picture + cap) / 2, _size);
        var at = y + Picture;
        foreach (var line in _words)
        {
            line.Draw(canvas, x, at);
            at += line.Height;
        }
    }
}
