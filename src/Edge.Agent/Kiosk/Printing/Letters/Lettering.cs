using Edge.Agent.Kiosk.Printing.Drawing;
using SkiaSharp;

namespace Edge.Agent.Kiosk.Printing.Letters;

/// <summary>Writes text on a picture. A size is the height of an x in dots: whole, so that lines of small letters are even.</summary>
internal sealed class Lettering(LetterBook book)
{
    // Tai Viet, Lao and Thai write these vowels before the consonant they belong to.
    private const string Leading = "ꪵꪶꪹꪻꪼເແໂໃໄเแโใไ";

    /// <summary>Dots above the line that Vietnamese of this size needs, with stacked marks on capitals; other languages may have more.</summary>
    public int Above(string text, int size) => Math.Max((size * 19 + 9) / 10, Ink(text, size, i => i.Above));

    /// <summary>Dots below the line.</summary>
    public int Below(string text, int size) => Math.Max((size + 1) / 2, Ink(text, size, i => i.Below));

    /// <summary>Dots of a capital letter or a digit.</summary>
    public int CapHeight(int size) => (int)MathF.Round(size * book.CapHeight / book.XHeight);

    /// <summary>The smallest size at which the text can be read, where Latin can at <paramref name="size"/>: marks and subscripts of other scripts are finer.</summary>
    public int Smallest(string text, int size) => book.Faces(text).All(f => f.Face.Has('a')) ? size : (size * 6 + 4) / 5;

    public int Width(string text, int size) => Shape(text, size, stretches => stretches.Sum(Advance));

    /// <summary>The text's letters, each in as many characters as it takes; a line may end after each.</summary>
    public IEnumerable<string> Split(string text)
    {
        var starts = Shape(text, 1, stretches => stretches.SelectMany(s => s.Letters).Select(l => (int)l).Distinct().Order().ToList());
        starts.RemoveAll(start => start > 0 && Leading.Contains(text[start - 1], StringComparison.Ordinal));
        return starts.Select((start, i) => text[start..(i + 1 < starts.Count ? starts[i + 1] : text.Length)]);
    }

    /// <summary>Writes from <paramref name="x"/> on the line <paramref name="baseline"/>.</summary>
    public void Draw(SKCanvas canvas, string text, int x, int baseline, int size, bool black = true) => Shape(text, size, stretches =>
    {
        foreach (var stretch in stretches)
        {
            stretch.Draw(canvas, x, baseline, Picture.Ink(black));
            x += Advance(stretch);
        }
        return x;
    });

    private static int Advance(Stretch stretch) => (int)MathF.Round(stretch.Advance);

    private int Ink(string text, int size, Func<(float Above, float Below), float> side) =>
        Shape(text, size, stretches => (int)MathF.Ceiling(stretches.Select(s => side(s.Ink())).DefaultIfEmpty().Max()));

    private T Shape<T>(string text, int size, Func<IReadOnlyList<Stretch>, T> use)
    {
        var stretches = new List<Stretch>();
        try
        {
            foreach (var (face, part) in book.Faces(text))
            {
                var pen = face.Pen(size / book.XHeight);
                stretches.Add(Stretch.Of(pen, face.Shape(text, part, pen)));
            }
            return use(stretches);
        }
        finally
        {
            stretches.ForEach(s => s.Dispose());
        }
    }
}
