using System.Globalization;
using System.Text;
using HarfBuzzSharp;

namespace Edge.Agent.Kiosk.Printing.Letters;

/// <summary>The fonts in the order in which they are asked for a letter: those that came with the agent, Latin first, then those of the place.</summary>
internal sealed class LetterBook
{
    private readonly List<Face> _faces;

    private LetterBook(List<Face> faces) => _faces = faces;

    /// <summary>What came with the agent.</summary>
    public static string Shipped { get; } = Path.Combine(AppContext.BaseDirectory, "fonts");

    /// <summary>Shares of an em.</summary>
    public float XHeight => _faces[0].XHeight;

    /// <summary>Shares of an em.</summary>
    public float CapHeight => _faces[0].CapHeight;

    /// <param name="more">A folder of further fonts, which need not be there.</param>
    /// <param name="unreadable">Is told which file is no font.</param>
    public static LetterBook Load(string? more = null, Action<string>? unreadable = null)
    {
        var faces = new List<Face>();
        foreach (var file in Files(Shipped).Concat(Directory.Exists(more) ? Files(more) : []))
        {
            if (Face.Read(file) is { } face) faces.Add(face);
            else unreadable?.Invoke(file);
        }
        return faces.Count > 0 ? new LetterBook(faces) : throw new InvalidOperationException($"{Shipped} has no font that can be read: install the agent again.");
    }

    public bool Has(int code) => _faces.Exists(f => f.Has(code));

    /// <summary>The text in parts, each of a face that has its letters; what nobody sees is in none.</summary>
    public IEnumerable<(Face Face, Range Part)> Faces(string text)
    {
        var (face, start, at) = ((Face?)null, 0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            var next = Rune.IsControl(rune) ? null : Of(rune.Value, face);
            if (next != face)
            {
                if (face is not null) yield return (face, start..at);
                (face, start) = (next, at);
            }
            at += rune.Utf16SequenceLength;
        }
        if (face is not null) yield return (face, start..at);
    }

    // Digits, spaces and marks belong to what they stand in.
    private Face Of(int code, Face? current) =>
        current is not null && (current.Has(code) && Shared(code) || Unseen(code)) ? current : _faces.Find(f => f.Has(code)) ?? _faces[0];

    private static bool Shared(int code) => UnicodeFunctions.Default.GetScript((uint)code) is var script && (script == Script.Common || script == Script.Inherited);

    private static bool Unseen(int code) => Rune.GetUnicodeCategory(new Rune(code)) == UnicodeCategory.Format;

    private static IEnumerable<string> Files(string folder) =>
        Directory.GetFiles(folder).Where(f => Path.GetExtension(f).ToLowerInvariant() is ".ttf" or ".otf" or ".ttc").Order(StringComparer.Ordinal);
}
