using System.Collections.Concurrent;
using System.Globalization;
using System.Numerics;
using System.Xml.Linq;
using Edge.Agent.Printing.Drawing;

namespace Edge.Agent.Printing.Pictograms;

/// <summary>The pictograms, drawn as SVG of a few plain elements on a field of 100 by 100, black on white.</summary>
internal sealed class PictogramBook
{
    public const string People = "people", Wait = "wait", Priority = "priority", Other = "other";

    private const string Prefix = "Edge.Agent.Printing.Pictograms.", Suffix = ".svg";
    private const float Field = 100;

    private readonly ConcurrentDictionary<string, IReadOnlyList<PictogramPart>> _parts = new();

    /// <summary>Every pictogram there is.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. typeof(PictogramBook).Assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)).Select(n => n[Prefix.Length..^Suffix.Length]).Order(StringComparer.Ordinal)];

    /// <summary>The file itself, for a page to show; <see cref="Other"/> where there is none of that name.</summary>
    public static string Svg(string name)
    {
        using var reader = new StreamReader(typeof(PictogramBook).Assembly.GetManifestResourceStream($"{Prefix}{Known(name)}{Suffix}")!);
        return reader.ReadToEnd();
    }

    public void Draw(Raster raster, string name, int x, int y, int size)
    {
        foreach (var part in _parts.GetOrAdd(Known(name), Read)) Filler.Fill(raster, part.Contours, new Vector2(size / Field), new Vector2(x, y), part.Black);
    }

    private static string Known(string name) => Names.Contains(name, StringComparer.Ordinal) ? name : Other;

    private static IReadOnlyList<PictogramPart> Read(string name) => [.. XDocument.Parse(Svg(name)).Root!.Elements().SelectMany(Parts)];

    private static IEnumerable<PictogramPart> Parts(XElement element)
    {
        var black = (string?)element.Attribute("fill") != "white";
        return element.Name.LocalName switch
        {
            "rect" => [new([RoundedBox(Number(element, "x"), Number(element, "y"), Number(element, "width"), Number(element, "height"), Number(element, "rx"))], black)],
            "circle" => [new([Disc(new(Number(element, "cx"), Number(element, "cy")), Number(element, "r"))], black)],
            "polygon" => [new([Points(element)], black)],
            "path" => [new(PathText.Read((string?)element.Attribute("d")), black)],
            "line" => Stroke([new(Number(element, "x1"), Number(element, "y1")), new(Number(element, "x2"), Number(element, "y2"))], Number(element, "stroke-width")),
            "polyline" => Stroke(Points(element), Number(element, "stroke-width")),
            var other => throw new FormatException($"pictograms have no <{other}>"),
        };
    }

    // Lines are black, with round ends and corners.
    private static IEnumerable<PictogramPart> Stroke(Vector2[] points, float width)
    {
        foreach (var point in points) yield return new([Disc(point, width / 2)], true);
        for (var i = 0; i + 1 < points.Length; i++)
        {
            var along = Vector2.Normalize(points[i + 1] - points[i]) * width / 2;
            var aside = new Vector2(-along.Y, along.X);
            yield return new([[points[i] + aside, points[i + 1] + aside, points[i + 1] - aside, points[i] - aside]], true);
        }
    }

    private static Vector2[] Disc(Vector2 middle, float radius) => Arc(middle, radius, 0, 32, 32);

    private static Vector2[] RoundedBox(float x, float y, float width, float height, float r) =>
    [
        .. Arc(new(x + width - r, y + height - r), r, 0, 8, 32), .. Arc(new(x + r, y + height - r), r, 8, 8, 32),
        .. Arc(new(x + r, y + r), r, 16, 8, 32), .. Arc(new(x + width - r, y + r), r, 24, 8, 32),
    ];

    // Steps of a full turn, the end included.
    private static Vector2[] Arc(Vector2 middle, float radius, int first, int count, int turn) =>
        [.. Enumerable.Range(first, count + 1).Select(i => middle + radius * new Vector2(MathF.Cos(MathF.Tau * i / turn), MathF.Sin(MathF.Tau * i / turn)))];

    private static Vector2[] Points(XElement element) =>
        [.. ((string?)element.Attribute("points") ?? "").Split(' ').Select(p => p.Split(',')).Select(p => new Vector2(Parse(p[0]), Parse(p[1])))];

    private static float Number(XElement element, string name) => element.Attribute(name) is { } value ? Parse(value.Value) : 0;

    private static float Parse(string text) => float.Parse(text, CultureInfo.InvariantCulture);
}
