using Edge.Agent.Kiosk.Printing.Drawing;
using QRCoder;
using SkiaSharp;

namespace Edge.Agent.Kiosk.Printing.Tickets;

/// <summary>A QR code with the white edge that readers need.</summary>
internal sealed class QrPicture
{
    /// <summary>Fewer, and a worn head or a cheap phone no longer reads it.</summary>
    private const int SmallestModule = 4, LargestModule = 6;

    private readonly List<System.Collections.BitArray> _modules;
    private readonly int _module;

    private QrPicture(List<System.Collections.BitArray> modules, int module) => (_modules, _module) = (modules, module);

    public int Size => _modules.Count * _module;

    /// <summary>Null where the code is too long to be read from so narrow a paper.</summary>
    public static QrPicture? Fit(string code, int width)
    {
        foreach (var level in (QRCodeGenerator.ECCLevel[])[QRCodeGenerator.ECCLevel.M, QRCodeGenerator.ECCLevel.L])
        {
            if (Encode(code, level) is not { } modules || modules.Count * SmallestModule > width) continue;
            return new QrPicture(modules, Math.Min(LargestModule, width / modules.Count));
        }
        return null;
    }

    public void Draw(SKCanvas canvas, int x, int y)
    {
        for (var row = 0; row < _modules.Count; row++)
        {
            for (var column = 0; column < _modules.Count; column++)
            {
                if (_modules[row][column]) canvas.DrawRect(x + column * _module, y + row * _module, _module, _module, Picture.Ink(black: true));
            }
        }
    }

    private static List<System.Collections.BitArray>? Encode(string code, QRCodeGenerator.ECCLevel level)
    {
        try
        {
            using var data = QRCodeGenerator.GenerateQrCode(code, level, forceUtf8: true);
            return data.ModuleMatrix; // with an edge of four modules
        }
        catch (QRCoder.Exceptions.DataTooLongException)
        {
            return null;
        }
    }
}
