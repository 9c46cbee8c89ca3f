using Edge.Agent.Kiosk.Printing.Letters;
using SkiaSharp;

namespace Edge.Agent.Kiosk.Printing.Tickets;

/// <summary>Text in lines that fit a width: as large as they can be; at the smallest size words break, and what is too long ends in dots.</summary>
internal sealed class TextBlock
{
    // A space of no width: Khmer, Lao and their like have it between words, where a line may end.
    private const char WordEnd = '\u200B';

    private readonly Lettering _lettering;
    private readonly List<int> _baselines = [];

    private TextBlock(Lettering lettering, IReadOnlyList<string> lines, int size)
    {
        (_lettering, Lines, Size) = (lettering, lines, size);
        for (var i = 0; i < lines.Count; i++)
        {
            var above = lettering.Above(lines[i], size);
            _baselines.Add(i == 0 ? above : _baselines[^1] + Math.Max((size * 5 + 1) / 2, lettering.Below(lines[i - 1], size) + above));
        }
    }

    public IReadOnlyList<string> Lines { get; }

    public int Size { get; }

    public int Height => Lines.Count == 0 ? 0 : _baselines[^1] + _lettering.Below(Lines[^1], Size);

    public int Width => Lines.Count == 0 ? 0 : Lines.Max(l => _lettering.Width(l, Size));

    /// <param name="text">What to say.</param>
    /// <param name="width">Dots it may be wide.</param>
    /// <param name="lines">Lines it may have.</param>
    /// <param name="largest">The size to begin with.</param>
    /// <param name="smallest">The size to end with; what is finer than Latin ends before.</param>
    public static TextBlock Fit(Lettering lettering, string text, int width, int lines, int largest, int smallest)
    {
        var words = Words(text);
        smallest = Math.Min(largest, lettering.Smallest(text, smallest));
        for (var size = largest; size >= smallest; size--)
        {
            var wrapped = Wrap(words, w => lettering.Width(w, size) <= width);
            if (wrapped.Count <= lines && wrapped.TrueForAll(l => lettering.Width(l, size) <= width)) return new TextBlock(lettering, wrapped, size);
        }
        return new TextBlock(lettering, Cut(lettering, words, width, lines, smallest), smallest);
    }

    /// <summary>Draws with its upper edge at <paramref name="y"/>, each line centred in <paramref name="width"/>, or from the left where that is 0.</summary>
    public void Draw(SKCanvas canvas, int x, int y, int width = 0, bool black = true)
    {
        for (var i = 0; i < Lines.Count; i++)
        {
            var indent = width == 0 ? 0 : (width - _lettering.Width(Lines[i], Size)) / 2;
            _lettering.Draw(canvas, Lines[i], x + indent, y + _baselines[i], Size, black);
        }
    }

    private static List<Word> Words(string text)
    {
        var words = new List<Word>();
        var (gap, start) = ("", 0);
        for (var i = 0; i <= text.Length; i++)
        {
            var space = i == text.Length || char.IsWhiteSpace(text[i]);
            if (!space && text[i] != WordEnd) continue;
            if (i > start)
            {
                words.Add(new Word(gap, text[start..i]));
                gap = "";
            }
            (gap, start) = (space ? " " : gap.Length > 0 ? gap : $"{WordEnd}", i + 1);
        }
        return words;
    }

    private static List<string> Wrap(IEnumerable<Word> words, Func<string, bool> fits)
    {
        var lines = new List<string>();
        foreach (var (gap, word) in words)
        {
            if (lines.Count > 0 && fits(lines[^1] + gap + word)) lines[^1] += gap + word;
            else lines.Add(word);
        }
        return lines;
    }

    private static List<string> Cut(Lettering lettering, IEnumerable<Word> words, int width, int lines, int size)
    {
        bool Fits(string line) => lettering.Width(line, size) <= width;
        var wrapped = Wrap(words.SelectMany(w => Break(lettering, w, Fits)), Fits);
        if (wrapped.Count <= lines) return wrapped;
        var last = wrapped[lines - 1];
        while (last.Length > 0 && !Fits($"{last}…")) last = string.Concat(lettering.Split(last).SkipLast(1));
        return [.. wrapped.Take(lines - 1), $"{last}…"];
    }

    private static List<Word> Break(Lettering lettering, Word word, Func<string, bool> fits)
    {
        var pieces = new List<Word> { word with { Text = "" } };
        foreach (var letter in lettering.Split(word.Text))
        {
            if (pieces[^1].Text.Length == 0 || fits(pieces[^1].Text + letter)) pieces[^1] = pieces[^1] with { Text = pieces[^1].Text + letter };
            else pieces.Add(new Word("", letter));
        }
        return pieces;
    }

    // The gap stands before the word unless a line begins with it.
    private readonly record struct Word(string Gap, string Text);
}
