using Edge.Agent.Devices.Printer;
using Edge.Agent.Kiosk.Printing.Drawing;
using Edge.Agent.Kiosk.Printing.Letters;

namespace Edge.Agent.Tests.Kiosk.Printing;

/// <summary>Pictures as text, to compare them and to be read where a test fails.</summary>
internal static class PictureText
{
    public static string Of(Raster raster) => string.Join('\n', Enumerable.Range(0, raster.Height).Select(y => string.Create(raster.Width, (raster, y), static (row, at) =>
    {
        for (var x = 0; x < row.Length; x++) row[x] = at.raster[x, at.y] ? '#' : '.';
    })));

    public static string Of(LetterBook book, string text, int size)
    {
        var lettering = new Lettering(book);
        return Of(Picture.Draw(Math.Max(1, lettering.Width(text, size)) + 2 * size, 4 * size, canvas => lettering.Draw(canvas, text, size, 3 * size, size)));
    }

    public static int Black(Raster raster) => Enumerable.Range(0, raster.Height).Sum(y => Enumerable.Range(0, raster.Width).Count(x => raster[x, y]));
}
