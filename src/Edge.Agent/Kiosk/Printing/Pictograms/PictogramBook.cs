using System.Collections.Concurrent;
using SkiaSharp;
using Svg.Skia;

namespace Edge.Agent.Kiosk.Printing.Pictograms;

/// <summary>The pictograms, drawn as SVG on a field of 100 by 100, black on white.</summary>
internal sealed class PictogramBook
{
    public const string People = "people", Wait = "wait", Priority = "priority", Household = "household", Other = "other";

    private const string Prefix = "Edge.Agent.Kiosk.Printing.Pictograms.", Suffix = ".svg";
    private const float Field = 100;

    private readonly ConcurrentDictionary<string, SKPicture> _pictures = new();

    /// <summary>Every pictogram there is.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. typeof(PictogramBook).Assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)).Select(n => n[Prefix.Length..^Suffix.Length]).Order(StringComparer.Ordinal)];

    /// <summary>The file itself, for a page to show; <see cref="Other"/> where there is none of that name.</summary>
    public static string Svg(string name)
    {
        using var reader = new StreamReader(typeof(PictogramBook).Assembly.GetManifestResourceStream($"{Prefix}{Shown(name)}{Suffix}")!);
        return reader.ReadToEnd();
    }

    public void Draw(SKCanvas canvas, string name, int x, int y, int size)
    {
        using var back = new SKAutoCanvasRestore(canvas);
        canvas.Translate(x, y);
        canvas.Scale(size / Field);
        canvas.DrawPicture(_pictures.GetOrAdd(Shown(name), Read));
    }

    /// <summary>What is drawn for that name.</summary>
    public static string Shown(string name) => Names.Contains(name, StringComparer.Ordinal) ? name : Other;

    private static SKPicture Read(string name) => new SKSvg().FromSvg(Svg(name)) ?? throw new FormatException($"Pictogram {name} is no SVG.");
}
