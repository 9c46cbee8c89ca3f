using Edge.Agent.Printing;
using Edge.Agent.Printing.Letters;

namespace Edge.Agent.Tests.Printing;

/// <summary>Pictures as text, to compare them and to be read where a test fails.</summary>
internal static class PictureText
{
    public static string Of(Raster raster) => string.Join('\n', Enumerable.Range(0, raster.Height).Select(y => string.Concat(Enumerable.Range(0, raster.Width).Select(x => raster[x, y] ? '#' : '.'))));

    public static string Of(LetterBook book, string text, int size)
    {
        var lettering = new Lettering(book);
        var raster = new Raster(Math.Max(1, lettering.Width(text, size)) + 2 * size, 4 * size);
        lettering.Draw(raster, text, size, 3 * size, size);
        return Of(raster);
    }

    public static int Black(Raster raster) => Enumerable.Range(0, raster.Height).Sum(y => Enumerable.Range(0, raster.Width).Count(x => raster[x, y]));
}
