using System.Numerics;

namespace Edge.Agent.Printing.Drawing;

/// <summary>Fills outlines: a dot is painted where at least half of it is inside.</summary>
internal static class Filler
{
    // Four lines through each dot, each with exact ends: shares of a sixteenth of a dot and finer are told apart.
    private const int LinesOfADot = 4;

    /// <summary>Paints contours (inside by non-zero winding), scaled and moved to where they belong.</summary>
    public static void Fill(Raster raster, IEnumerable<Vector2[]> contours, Vector2 scale, Vector2 offset, bool black = true)
    {
        var edges = Edges(contours, scale, offset);
        if (edges.Count == 0) return;
        var (left, right) = ((int)MathF.Floor(edges.Min(e => MathF.Min(e.X(e.Top), e.X(e.Bottom)))), (int)MathF.Ceiling(edges.Max(e => MathF.Max(e.X(e.Top), e.X(e.Bottom)))));
        var (top, bottom) = (Math.Max(0, (int)MathF.Floor(edges.Min(e => e.Top))), Math.Min(raster.Height, (int)MathF.Ceiling(edges.Max(e => e.Bottom))));
        var share = new float[right - left + 1];
        var crossings = new List<(float X, int Winding)>();
        for (var y = top; y < bottom; y++)
        {
            Array.Clear(share);
            for (var line = 0; line < LinesOfADot; line++) Cover(edges, y + (line + 0.5f) / LinesOfADot, left, share, crossings);
            for (var x = left; x < right; x++)
            {
                if (share[x - left] >= LinesOfADot / 2f) raster[x, y] = black;
            }
        }
    }

    private static List<Edge> Edges(IEnumerable<Vector2[]> contours, Vector2 scale, Vector2 offset)
    {
        var edges = new List<Edge>();
        foreach (var contour in contours)
        {
            for (var i = 0; i < contour.Length; i++)
            {
                var (a, b) = (contour[i] * scale + offset, contour[(i + 1) % contour.Length] * scale + offset);
                if (a.Y < b.Y) edges.Add(new Edge(a, b, 1));
                else if (a.Y > b.Y) edges.Add(new Edge(b, a, -1));
            }
        }
        return edges;
    }

    private static void Cover(List<Edge> edges, float y, int left, float[] share, List<(float X, int Winding)> crossings)
    {
        crossings.Clear();
        foreach (var edge in edges)
        {
            if (edge.Top <= y && y < edge.Bottom) crossings.Add((edge.X(y), edge.Winding));
        }
        crossings.Sort((a, b) => a.X.CompareTo(b.X));
        var winding = 0;
        for (var i = 0; i + 1 < crossings.Count; i++)
        {
            winding += crossings[i].Winding;
            if (winding != 0) Add(share, crossings[i].X - left, crossings[i + 1].X - left);
        }
    }

    private static void Add(float[] share, float from, float to)
    {
        for (var x = (int)from; x < to && x < share.Length; x++) share[x] += MathF.Min(to, x + 1) - MathF.Max(from, x);
    }

    private readonly record struct Edge(Vector2 Upper, Vector2 Lower, int Winding)
    {
        public float Top => Upper.Y;

        public float Bottom => Lower.Y;

        public float X(float y) => Upper.X + (Lower.X - Upper.X) * (y - Upper.Y) / (Lower.Y - Upper.Y);
    }
}
