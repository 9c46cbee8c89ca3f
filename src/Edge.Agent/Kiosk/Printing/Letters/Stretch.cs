using SkiaSharp;
using SkiaSharp.HarfBuzz;

namespace Edge.Agent.Kiosk.Printing.Letters;

/// <summary>A part of a line in one face: glyphs, where each stands from the part's left end, and where in the text their letters begin.</summary>
internal sealed record Stretch(SKFont Pen, ushort[] Glyphs, SKPoint[] Places, uint[] Letters, float Advance) : IDisposable
{
    public static Stretch Of(SKFont pen, SKShaper.Result shaped) =>
        new(pen, Array.ConvertAll(shaped.Codepoints, g => (ushort)g), OnDots(shaped), shaped.Clusters, shaped.Width);

    /// <summary>Dots that ink reaches above the line, and below.</summary>
    public (float Above, float Below) Ink()
    {
        Pen.GetGlyphWidths(Glyphs, out var boxes);
        var (above, below) = (0f, 0f);
        for (var i = 0; i < boxes.Length; i++)
        {
            if (boxes[i].IsEmpty) continue;
            (above, below) = (MathF.Max(above, -(Places[i].Y + boxes[i].Top)), MathF.Max(below, Places[i].Y + boxes[i].Bottom));
        }
        return (above, below);
    }

    public void Draw(SKCanvas canvas, int x, int baseline, SKPaint ink)
    {
        using var blob = new SKTextBlobBuilder();
        blob.AddPositionedRun(Glyphs, Pen, Places);
        using var text = blob.Build();
        if (text is not null) canvas.DrawText(text, x, baseline, ink);
    }

    public void Dispose() => Pen.Dispose();

    // A letter's parts keep their distances wherever it begins, or it would look another way each time.
    private static SKPoint[] OnDots(SKShaper.Result shaped)
    {
        var (places, first) = (new SKPoint[shaped.Points.Length], 0);
        for (var i = 0; i < places.Length; i++)
        {
            if (shaped.Clusters[i] != shaped.Clusters[first]) first = i;
            var (place, letter) = (shaped.Points[i], shaped.Points[first]);
            places[i] = new SKPoint(MathF.Round(letter.X) + MathF.Round(place.X - letter.X), MathF.Round(place.Y));
        }
        return places;
    }
}
