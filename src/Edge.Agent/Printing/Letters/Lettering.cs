using System.Numerics;
using Edge.Agent.Printing.Drawing;

namespace Edge.Agent.Printing.Letters;

/// <summary>Writes text on a picture. A size is the height of an x in dots: whole, so that lines of small letters are even.</summary>
internal sealed class Lettering
{
    private readonly LetterBook _book;
    private readonly MarkPlacer _marks;

    public Lettering(LetterBook book) => (_book, _marks) = (book, new MarkPlacer(book));

    /// <summary>Dots above the line that Vietnamese of this size needs, with stacked marks on capitals; other languages may have more.</summary>
    public int Above(string text, int size) => Math.Max((size * 19 + 9) / 10, Dots(Seen(text).Max(l => l?.Top), size));

    /// <summary>Dots below the line.</summary>
    public int Below(string text, int size) => Math.Max((size + 1) / 2, Dots(-Seen(text).Min(l => l?.Bottom), size));

    /// <summary>Dots of a capital letter or a digit.</summary>
    public int CapHeight(int size) => (int)MathF.Round(size * _book.CapHeight / _book.XHeight);

    public int Width(string text, int size) => Letters(text).Sum(l => Advance(l, size));

    /// <summary>The text's letters, each in as many characters as it takes.</summary>
    public IEnumerable<string> Split(string text) => _book.Spelling.Letters(text).Select(l => string.Concat(l.Select(char.ConvertFromUtf32)));

    /// <summary>Writes from <paramref name="x"/> on the line <paramref name="baseline"/>.</summary>
    public void Draw(Raster raster, string text, int x, int baseline, int size, bool black = true)
    {
        var scale = size / _book.XHeight;
        foreach (var letter in Letters(text))
        {
            Filler.Fill(raster, letter.Contours, new Vector2(scale, -scale), new Vector2(x, baseline), black);
            x += Advance(letter, size);
        }
    }

    private IEnumerable<Letter?> Seen(string text) => Letters(text).Where(l => !l.Empty).DefaultIfEmpty<Letter?>(null);

    private int Dots(float? units, int size) => (int)MathF.Ceiling((units ?? 0) * size / _book.XHeight);

    private int Advance(Letter letter, int size) => (int)MathF.Round(letter.Advance * size / _book.XHeight);

    private IEnumerable<Letter> Letters(string text) => _book.Spelling.Letters(text).Select(_marks.Place);
}
