using QRCoder;

namespace Edge.Agent.Printing.Tickets;

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

    public void Draw(Raster raster, int x, int y)
    {
        for (var row = 0; row < Size; row++)
        {
            for (var column = 0; column < Size; column++) raster[x + column, y + row] = _modules[row / _module][column / _module];
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
