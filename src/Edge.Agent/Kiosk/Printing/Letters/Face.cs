using HarfBuzzSharp;
using SkiaSharp;
using SkiaSharp.HarfBuzz;

namespace Edge.Agent.Kiosk.Printing.Letters;

/// <summary>One font file: the letters of one script or of a few.</summary>
internal sealed class Face
{
    // Settings of a board never change how a letter looks.
    private static readonly Language Vietnamese = new("vi");

    private readonly SKTypeface _typeface;
    private readonly SKShaper _shaper;
    private readonly SKFont _units;
    private readonly SKFontHinting _hinting;

    private Face(SKTypeface typeface)
    {
        (_typeface, _shaper, _units) = (typeface, new SKShaper(typeface), new SKFont(typeface, typeface.UnitsPerEm));
        // The font's own instructions make small Latin even, dot by dot, and close the gaps of a small Khmer subscript.
        _hinting = Has('a') ? SKFontHinting.Full : SKFontHinting.None;
    }

    /// <summary>Shares of an em.</summary>
    public float XHeight => _units.Metrics.XHeight / _units.Size;

    /// <summary>Shares of an em.</summary>
    public float CapHeight => _units.Metrics.CapHeight / _units.Size;

    /// <summary>Null where the file is no font.</summary>
    public static Face? Read(string file) => SKTypeface.FromFile(file) is { } typeface ? new Face(typeface) : null;

    public bool Has(int code) => _units.ContainsGlyph(code);

    /// <summary>To draw with; of so many dots an em.</summary>
    public SKFont Pen(float em) => new(_typeface, em)
    {
        Edging = SKFontEdging.Alias,
        Hinting = _hinting,
        // Some scripts have no bold face, and thin lines get lost on paper.
        Embolden = _typeface.FontWeight < (int)SKFontStyleWeight.SemiBold,
    };

    /// <summary>The glyphs of a part of a text in their places, as its script wants them.</summary>
    public SKShaper.Result Shape(string text, Range part, SKFont pen)
    {
        using var buffer = new HarfBuzzSharp.Buffer { Language = Vietnamese };
        var (start, length) = part.GetOffsetAndLength(text.Length);
        buffer.AddUtf16(text.AsSpan(), start, length);
        buffer.GuessSegmentProperties();
        return _shaper.Shape(buffer, pen);
    }
}
