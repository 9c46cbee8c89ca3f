using Edge.Agent.Devices.Printer;
using SkiaSharp;

namespace Edge.Agent.Kiosk.Printing.Drawing;

/// <summary>Draws in black and white: a printer's dot is there or is not.</summary>
internal static class Picture
{
    /// <summary>Of grey, so that a shape whose edge is softened ends at the dot of which it covers half.</summary>
    private const byte Half = 128;

    private static readonly SKPaint Black = new() { Color = SKColors.Black, IsAntialias = false }, White = new() { Color = SKColors.White, IsAntialias = false };

    public static SKPaint Ink(bool black) => black ? Black : White;

    /// <summary>A white picture on which <paramref name="draw"/> has drawn.</summary>
    public static Raster Draw(int width, int height, Action<SKCanvas> draw)
    {
        var raster = new Raster(width, height);
        if (height == 0) return raster;
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Gray8, SKAlphaType.Opaque));
        using (var canvas = new SKCanvas(bitmap))
        {
            canvas.Clear(SKColors.White);
            draw(canvas);
        }
        var greys = bitmap.GetPixelSpan();
        for (var y = 0; y < height; y++)
        {
            var row = greys.Slice(y * bitmap.RowBytes, width);
            for (var x = 0; x < width; x++) raster[x, y] = row[x] < Half;
        }
        return raster;
    }
}
