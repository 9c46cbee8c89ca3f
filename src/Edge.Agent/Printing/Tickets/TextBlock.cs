using Edge.Agent.Printing.Letters;

namespace Edge.Agent.Printing.Tickets;

/// <summary>Text in lines that fit a width: as large as they can be; at the smallest size words break, and what is too long ends in dots.</summary>
internal sealed class TextBlock
{
    private readonly Lettering _lettering;

    private TextBlock(Lettering lettering, IReadOnlyList<string> lines, int size) => (_lettering, Lines, Size) = (lettering, lines, size);

    public IReadOnlyList<string> Lines { get; }

    public int Size { get; }

    public int Height => Lines.Count == 0 ? 0 : (Lines.Count - 1) * Pitch + _lettering.Above(Lines[0], Size) + _lettering.Below(Lines[^1], Size);

    public int Width => Lines.Count == 0 ? 0 : Lines.Max(l => _lettering.Width(l, Size));

    private int Pitch => (Size * 5 + 1) / 2;

    /// <param name="text">What to say.</param>
    /// <param name="width">Dots it may be wide.</param>
    /// <param name="lines">Lines it may have.</param>
    /// <param name="largest">The size to begin with.</param>
    /// <param name="smallest">The size to end with.</param>
    public static TextBlock Fit(Lettering lettering, string text, int width, int lines, int largest, int smallest)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        for (var size = largest; size >= smallest; size--)
        {
            var wrapped = Wrap(words, w => lettering.Width(w, size) <= width);
            if (wrapped.Count <= lines && wrapped.TrueForAll(l => lettering.Width(l, size) <= width)) return new TextBlock(lettering, wrapped, size);
        }
        return new TextBlock(lettering, Cut(lettering, words, width, lines, smallest), smallest);
    }

    /// <summary>Draws with its upper edge at <paramref name="y"/>, each line centred in <paramref name="width"/>, or from the left where that is 0.</summary>
    public void Draw(Raster raster, int x, int y, int width = 0, bool black = true)
    {
        for (var i = 0; i < Lines.Count; i++)
        {
            var indent = width == 0 ? 0 : (width - _lettering.Width(Lines[i], Size)) / 2;
            _lettering.Draw(raster, Lines[i], x + indent, y + _lettering.Above(Lines[0], Size) + i * Pitch, Size, black);
        }
    }

    private static List<string> Wrap(IEnumerable<string> words, Func<string, bool> fits)
    {
        var lines = new List<string>();
        foreach (var word in words)
        {
            if (lines.Count > 0 && fits($"{lines[^1]} {word}")) lines[^1] += $" {word}";
            else lines.Add(word);
        }
        return lines;
    }

    private static List<string> Cut(Lettering lettering, string[] words, int width, int lines, int size)
    {
        bool Fits(string line) => lettering.Width(line, size) <= width;
        var wrapped = Wrap(words.SelectMany(w => Break(lettering, w, Fits)), Fits);
        if (wrapped.Count <= lines) return wrapped;
        var last = wrapped[lines - 1];
        while (last.Length > 0 && !Fits($"{last}…")) last = string.Concat(lettering.Split(last).SkipLast(1));
        return [.. wrapped.Take(lines - 1), $"{last}…"];
    }

    private static List<string> Break(Lettering lettering, string word, Func<string, bool> fits)
    {
        var pieces = new List<string> { "" };
        foreach (var letter in lettering.Split(word))
        {
            if (pieces[^1].Length == 0 || fits(pieces[^1] + letter)) pieces[^1] += letter;
            else pieces.Add(letter);
        }
        return pieces;
    }
}
