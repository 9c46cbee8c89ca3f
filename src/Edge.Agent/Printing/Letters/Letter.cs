using System.Numerics;

namespace Edge.Agent.Printing.Letters;

/// <summary>A letter's shape in the font's units; y goes up from the line it stands on.</summary>
internal sealed record Letter(float Advance, IReadOnlyList<Vector2[]> Contours)
{
    public bool Empty => Contours.Count == 0;

    public float Left => Contours.Min(c => c.Min(p => p.X));

    public float Right => Contours.Max(c => c.Max(p => p.X));

    public float Top => Contours.Max(c => c.Max(p => p.Y));

    public float Bottom => Contours.Min(c => c.Min(p => p.Y));

    public float Middle => (Left + Right) / 2;

    public Letter Moved(float x, float y) => this with { Contours = [.. Contours.Select(c => Array.ConvertAll(c, p => p + new Vector2(x, y)))] };

    /// <summary>Both, one over the other; as wide as this.</summary>
    public Letter With(Letter other) => this with { Contours = [.. Contours, .. other.Contours] };
}
