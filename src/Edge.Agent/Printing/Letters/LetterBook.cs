using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Edge.Agent.Printing.Drawing;

namespace Edge.Agent.Printing.Letters;

/// <summary>The font: shapes of every Latin letter and how they are spelled, from letters.txt.</summary>
internal sealed class LetterBook
{
    private const string Resource = "Edge.Agent.Printing.letters.txt";

    private readonly Dictionary<string, (float Advance, string Outline)> _lines = [];
    private readonly ConcurrentDictionary<string, Letter> _letters = new();

    private LetterBook(TextReader text)
    {
        while (text.ReadLine() is { } line) Take(line);
    }

    /// <summary>Units from the line to the height of an x, and of an H.</summary>
    public float XHeight { get; private set; }

    public float CapHeight { get; private set; }

    public Spelling Spelling { get; } = new();

    public static LetterBook Load()
    {
        using var reader = new StreamReader(typeof(LetterBook).Assembly.GetManifestResourceStream(Resource)!);
        return new LetterBook(reader);
    }

    public bool Has(int code) => _lines.ContainsKey(Name(code));

    /// <summary>The shape of a character; an empty box where the font has none.</summary>
    public Letter Of(int code) => Has(code) ? Of(Name(code)) : Unseen(code) ? Nothing : Box;

    private Letter Of(string name) => _letters.GetOrAdd(name, Read);

    private static string Name(int code) => code.ToString("X4", CultureInfo.InvariantCulture);

    private static bool Unseen(int code) => Rune.GetUnicodeCategory(new Rune(code)) is UnicodeCategory.Control or UnicodeCategory.Format;

    private static Letter Nothing { get; } = new(0, []);

    private static Letter Box { get; } = new(600, PathText.Read("M60 0L540 0L540 714L60 714ZM120 60L120 654L480 654L480 60Z"));

    // "M0 0L…" is an outline; "+0065 0 0 +0302 45 0" is made of other letters' shapes.
    private Letter Read(string name)
    {
        var (advance, outline) = _lines[name];
        if (!outline.StartsWith('+')) return new Letter(advance, PathText.Read(outline));
        var words = outline.Split(' ');
        var letter = new Letter(advance, []);
        for (var i = 0; i < words.Length; i += 3) letter = letter.With(Of(words[i][1..]).Moved(Float(words[i + 1]), Float(words[i + 2])));
        return letter;
    }

    private void Take(string line)
    {
        var words = line.Split(' ', 4);
        switch (words[0])
        {
            case "size":
                (XHeight, CapHeight) = (Float(words[2]), Float(words[3]));
                break;
            case "letter" or "part":
                _lines[words[1]] = (Float(words[2]), words.Length > 3 ? words[3] : "");
                break;
            case "split":
                var parts = line.Split(' ')[2..];
                Spelling.AddSplit(Hex(words[1]), [.. parts.Where(p => p != "-").Select(Hex)], joins: parts[0] != "-");
                break;
            case "class":
                Spelling.AddMark(Hex(words[1]), int.Parse(words[2], CultureInfo.InvariantCulture));
                break;
        }
    }

    private static int Hex(string text) => int.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static float Float(string text) => float.Parse(text, CultureInfo.InvariantCulture);
}
