namespace Edge.Agent.Printing.Letters;

/// <summary>Puts marks on letters for which there is no character of their own, as the written forms of many languages need.</summary>
internal sealed class MarkPlacer(LetterBook book)
{
    private const int Across = 1, AttachedBelow = 202, HornRight = 216, Below = 220;

    /// <summary>The letter with its marks.</summary>
    public Letter Place(IReadOnlyList<int> codes)
    {
        var letter = Bare(codes);
        if (codes.Count == 1 || letter.Empty) return letter;
        // The horn of ư makes a letter wider, but marks stand over its body.
        var body = book.Of(book.Spelling.Split(codes[0]).First());
        foreach (var mark in codes.Skip(1)) letter = Add(letter, body.Middle, mark);
        return letter;
    }

    // i and j lose their dot under a mark.
    private Letter Bare(IReadOnlyList<int> codes)
    {
        var above = codes.Skip(1).Any(m => book.Spelling.OrderOf(m) > Below);
        return codes[0] switch
        {
            'i' when above => book.Of(0x131),
            'j' when above => book.Of(0x237),
            var code when book.Spelling.IsMark(code) => book.Of(' '),
            var code => book.Of(code),
        };
    }

    private Letter Add(Letter letter, float middle, int code)
    {
        var mark = book.Of(code);
        if (mark.Empty) return letter;
        var order = book.Spelling.OrderOf(code);
        var x = order == HornRight ? letter.Right - mark.Left - (mark.Right - mark.Left) / 2 : middle - mark.Middle;
        var y = order switch
        {
            Across => (letter.Top + letter.Bottom) / 2 - (mark.Top + mark.Bottom) / 2,
            AttachedBelow => 0,
            Below => Math.Min(0, letter.Bottom),
            _ => Math.Max(0, letter.Top - book.XHeight),
        };
        return letter.With(mark.Moved(x, y));
    }
}
