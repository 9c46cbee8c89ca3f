using System.Text;
using Edge.Agent.Devices.Printer;

namespace Edge.Agent.Simulator;

/// <summary>
/// Reads the QR on a paper that was printed here, as somebody does who holds it before the scanner. The picture is the printer's own,
/// dot by dot: nothing is crooked and nothing is worn, so no error needs correcting.
/// </summary>
internal static class PaperCode
{
    private const int FinderModules = 7, SmallestDots = 2, LargestDots = 12;

    /// <summary>What the paper says; null where it has no code that can be read.</summary>
    public static string? Read(Raster paper)
    {
        for (var y = 0; y < paper.Height; y++)
        {
            for (var x = 0; x < paper.Width; x++)
            {
                if (!paper[x, y] || paper[x - 1, y] || paper[x, y - 1]) continue;
                if (Code(paper, x, y) is { } grid && QrGrid.Read(grid) is { } bytes) return Encoding.UTF8.GetString(bytes);
            }
        }
        return null;
    }

    // A corner of ink may be the first of a code's three square marks; the second tells how many modules there are.
    private static bool[,]? Code(Raster paper, int left, int top)
    {
        var width = 0;
        while (paper[left + width, top] && width <= FinderModules * LargestDots) width++;
        var dots = width / FinderModules;
        if (width % FinderModules != 0 || dots is < SmallestDots or > LargestDots || !IsFinder(paper, left, top, dots)) return null;
        for (var version = 1; version <= QrGrid.LargestVersion; version++)
        {
            var size = QrGrid.Size(version);
            var far = (size - FinderModules) * dots;
            if (IsFinder(paper, left + far, top, dots) && IsFinder(paper, left, top + far, dots)) return Grid(paper, left, top, dots, size);
        }
        return null;
    }

    private static bool IsFinder(Raster paper, int left, int top, int dots)
    {
        for (var row = -1; row <= FinderModules; row++)
        {
            for (var column = -1; column <= FinderModules; column++)
            {
                var ring = Math.Max(Math.Abs(row - 3), Math.Abs(column - 3));
                if (paper[left + column * dots + dots / 2, top + row * dots + dots / 2] != (ring is 3 or 0 or 1)) return false;
            }
        }
        return true;
    }

    private static bool[,] Grid(Raster paper, int left, int top, int dots, int size)
    {
        var grid = new bool[size, size];
        for (var row = 0; row < size; row++)
        {
            for (var column = 0; column < size; column++) grid[row, column] = paper[left + column * dots + dots / 2, top + row * dots + dots / 2];
        }
        return grid;
    }
}
