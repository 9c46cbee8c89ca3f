using System.Text;

namespace Edge.Agent.Enrolment.Identify;

/// <summary>The lines of a card's back as they were typed or read, brought to their form: capitals, no spaces, 30 places each.</summary>
internal sealed record MrzLines(string First, string Second, string Third, IReadOnlyList<Warning> Warnings)
{
    public const int Longest = 512;
    public const int Places = 30;

    // A line of which more is lost is none.
    private const int Lost = 3;

    /// <summary>Null where these are no lines of a card of this size.</summary>
    public static MrzLines? Of(string text)
    {
        var lines = text.Split('\r', '\n').Select(Line).Where(l => l.Length > 0).ToArray();
        if (lines is [{ Length: >= 2 * Places - Lost } whole]) lines = [.. whole.Chunk(Places).Select(l => new string(l))];
        if (lines.Length is not (2 or 3) || !IsFirst(lines[0]) || !IsSecond(lines[1])) return null;
        List<Warning> warnings = [];
        for (var i = 0; i < lines.Length; i++)
        {
            // Whoever reads the names leaves the filling at their end away.
            if (lines[i].Length != Places && !(i == 2 && lines[i].Length < Places)) warnings.Add(Doubts.LineLength(i + 1, lines[i].Length, Places));
            if (lines[i].Any(c => !IsPlace(c))) warnings.Add(Doubts.LineCharacters(lines[i]));
        }
        return new MrzLines(Fill(lines[0]), Fill(lines[1]), lines.Length == 3 ? Fill(lines[2]) : "", warnings);
    }

    /// <summary>The check digit of ICAO 9303: weights 7, 3, 1.</summary>
    public static char CheckDigit(string text)
    {
        var sum = 0;
        for (var i = 0; i < text.Length; i++) sum += Value(text[i]) * (i % 3) switch { 0 => 7, 1 => 3, _ => 1 };
        return (char)('0' + sum % 10);
    }

    private static bool IsFirst(string line) => Fits(line) && line[0] is 'I' or 'A' or 'C';

    // Where a birth stands: figures or fillers, one of them misread at most.
    private static bool IsSecond(string line) => Fits(line) && line.AsSpan(0, 6).ContainsAnyInRange('0', '9') && line.Take(6).Count(c => char.IsAsciiDigit(c) || c == '<') >= 5;

    private static bool Fits(string line) => line.Length is >= Places - Lost and <= Places + Lost;

    private static string Fill(string line) => line.Length > Places ? line[..Places] : line.PadRight(Places, '<');

    private static bool IsPlace(char c) => c is '<' or (>= '0' and <= '9') or (>= 'A' and <= 'Z');

    private static int Value(char c) => c switch
    {
        >= '0' and <= '9' => c - '0',
        >= 'A' and <= 'Z' => c - 'A' + 10,
        _ => 0,
    };

    // Names typed with spaces instead of fillers: the surname is the first word.
    private static string Filled(string raw)
    {
        var words = raw.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words.Length < 2 ? raw : $"{words[0]}<<{string.Join('<', words[1..])}";
    }

    private static string Line(string raw)
    {
        var line = new StringBuilder(Places);
        foreach (var c in raw.AsSpan().ContainsAny('<', '«', '‹') ? raw : Filled(raw))
        {
            switch (c)
            {
                case '«':
                    line.Append("<<");
                    break;
                case '‹':
                    line.Append('<');
                    break;
                default:
                    if (!char.IsWhiteSpace(c) && c != '\uFEFF') line.Append(char.ToUpperInvariant(c));
                    break;
            }
        }
        return line.ToString();
    }
}
