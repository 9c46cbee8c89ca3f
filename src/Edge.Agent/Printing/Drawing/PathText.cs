using System.Globalization;
using System.Numerics;

namespace Edge.Agent.Printing.Drawing;

/// <summary>Reads an outline written as M, L, Q and Z with absolute numbers, as SVG has them, into straight-sided contours.</summary>
internal static class PathText
{
    // Enough for a letter as wide as the paper: a step is then shorter than a dot.
    private const int StepsOfACurve = 8;

    private static readonly System.Buffers.SearchValues<char> Ends = System.Buffers.SearchValues.Create(" ,MLQZ");

    /// <exception cref="FormatException">The text is no such path.</exception>
    public static List<Vector2[]> Read(ReadOnlySpan<char> text)
    {
        var contours = new List<Vector2[]>();
        var points = new List<Vector2>();
        while (!(text = text.TrimStart()).IsEmpty)
        {
            var verb = text[0];
            text = text[1..];
            switch (verb)
            {
                case 'M':
                    End(points, contours);
                    points.Add(Point(ref text));
                    break;
                case 'L':
                    points.Add(Point(ref text));
                    break;
                case 'Q':
                    Curve(points, Point(ref text), Point(ref text));
                    break;
                case 'Z':
                    End(points, contours);
                    break;
                default:
                    throw new FormatException($"'{verb}' is not one of M, L, Q, Z");
            }
        }
        End(points, contours);
        return contours;
    }

    private static void End(List<Vector2> points, List<Vector2[]> contours)
    {
        if (points.Count > 2) contours.Add([.. points]);
        points.Clear();
    }

    private static void Curve(List<Vector2> points, Vector2 control, Vector2 end)
    {
        if (points.Count == 0) throw new FormatException("Q comes before M");
        var start = points[^1];
        for (var i = 1; i <= StepsOfACurve; i++)
        {
            var t = (float)i / StepsOfACurve;
            points.Add(Vector2.Lerp(Vector2.Lerp(start, control, t), Vector2.Lerp(control, end, t), t));
        }
    }

    private static Vector2 Point(ref ReadOnlySpan<char> text) => new(Number(ref text), Number(ref text));

    private static float Number(ref ReadOnlySpan<char> text)
    {
        text = text.TrimStart(" ,");
        var end = text.IndexOfAny(Ends);
        var number = end < 0 ? text : text[..end];
        text = text[number.Length..];
        return float.Parse(number, NumberStyles.Float, CultureInfo.InvariantCulture);
    }
}
