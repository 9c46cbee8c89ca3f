using System.Text;

namespace Edge.Contracts;

/// <summary>Text in the Latin script, brought to one spelling: on a display, in search and in comparison.</summary>
public static class LatinText
{
    // They look alike, and whoever types takes the one the keyboard has: Eth and African D for D with stroke.
    private const string Alike = "\u00D0\u0189\u00F0\u0256";
    private const string Meant = "\u0110\u0110\u0111\u0111";

    // What has no mark to take off, and still is a letter that everybody reads as this one.
    private const string Stroked = "đĐøØłŁħĦŧŦŋŊıĸſƀɃɓƁɗƊƙƘƴƳɛƐɔƆɨƗʉɄɉɈǥǤɖ";
    private const string Unstroked = "dDoOlLhHtTnNiksbBbBdDkKyYeEoOiIuUjJgGd";

    private static readonly Dictionary<(char Letter, char Mark), char> Whole = LatinMarks.All
        .SelectMany(m => m.Letters.Zip(m.Whole, (letter, whole) => KeyValuePair.Create((letter, m.Mark), whole))).ToDictionary();

    private static readonly Dictionary<char, (char Letter, char Mark)> Parts = LatinMarks.All
        .SelectMany(m => m.Whole.Zip(m.Letters, (whole, letter) => KeyValuePair.Create(whole, (letter, m.Mark)))).ToDictionary();

    private static readonly Dictionary<char, int> Orders = LatinMarks.All.Select(m => KeyValuePair.Create(m.Mark, m.Order))
        .Concat(LatinMarks.Others.SelectMany(o => o.Marks.Select(mark => KeyValuePair.Create(mark, o.Order)))).ToDictionary();

    private static readonly Dictionary<char, string> PlainForms = Stroked.Zip(Unstroked, (l, p) => KeyValuePair.Create(l, p.ToString())).Concat(new Dictionary<char, string>
    {
        ['ß'] = "ss",
        ['ẞ'] = "SS",
        ['æ'] = "ae",
        ['Æ'] = "AE",
        ['œ'] = "oe",
        ['Œ'] = "OE",
        ['þ'] = "th",
        ['Þ'] = "Th",
        ['ĳ'] = "ij",
        ['Ĳ'] = "IJ",
        ['ŉ'] = "'n",
        ['Ǆ'] = "DZ",
        ['ǆ'] = "dz",
        ['Ǉ'] = "LJ",
        ['ǉ'] = "lj",
        ['Ǌ'] = "NJ",
        ['ǌ'] = "nj",
        ['ﬁ'] = "fi",
        ['ﬂ'] = "fl",
        ['ﬀ'] = "ff",
        ['ﬃ'] = "ffi",
        ['ﬄ'] = "ffl",
    }).ToDictionary();

    /// <summary>Each letter with its marks in one character where there is one (Unicode's form C), and one letter for those that look alike: Đ, never Ð or Ɖ.</summary>
    public static string Compose(string text)
    {
        var composed = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length;)
        {
            var end = at + 1;
            while (end < text.Length && IsMark(text[end])) end++;
            Join(composed, text.AsSpan(at, end - at));
            at = end;
        }
        return composed.ToString();
    }

    /// <summary>The same without marks, as far as there is a plain letter: what is searched and compared by people who leave them out.</summary>
    public static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var letter in Compose(text))
        {
            if (IsMark(letter)) continue;
            var bare = letter;
            while (Parts.TryGetValue(bare, out var parts)) bare = parts.Letter;
            if (PlainForms.TryGetValue(bare, out var form)) plain.Append(form);
            else plain.Append(bare);
        }
        return plain.ToString();
    }

    /// <summary>How many places it takes: marks that stayed apart take none.</summary>
    public static int Width(string text) => text.Count(c => !IsMark(c) && !char.IsLowSurrogate(c));

    /// <summary>The first so many places of the text in its one spelling, no letter cut from its marks and no pair in half.</summary>
    public static string Cut(string text, int places)
    {
        var composed = Compose(text);
        var end = 0;
        for (; end < composed.Length; end++)
        {
            if (!IsMark(composed[end]) && !char.IsLowSurrogate(composed[end]) && places-- == 0) break;
        }
        return composed[..end];
    }

    /// <summary>As much of the text in its one spelling as has no more UTF-16 units than that, by whole letters.</summary>
    public static string Within(string text, int longest)
    {
        var composed = Compose(text);
        if (composed.Length <= longest) return composed;
        var end = longest;
        while (end > 0 && (IsMark(composed[end]) || char.IsLowSurrogate(composed[end]))) end--;
        return composed[..end];
    }

    private static bool IsMark(char c) => c is >= '\u0300' and <= '\u036F';

    private static void Join(StringBuilder composed, ReadOnlySpan<char> letter)
    {
        var first = Alike.IndexOf(letter[0]) is >= 0 and var at ? Meant[at] : letter[0];
        if (letter.Length == 1)
        {
            composed.Append(first);
            return;
        }
        // Apart first: a mark may belong nearer to the letter than the one it came with.
        var marks = new List<char>(letter[1..].ToArray());
        for (; Parts.TryGetValue(first, out var parts); first = parts.Letter) marks.Insert(0, parts.Mark);
        var left = new List<char>();
        var highest = 0;
        // Stable: marks of one class keep the order in which they were written, since it tells which stands nearer.
        foreach (var mark in marks.OrderBy(Order))
        {
            // A mark that stayed behind with the same class stands in between.
            if (highest < Order(mark) && Whole.TryGetValue((first, mark), out var whole)) first = whole;
            else
            {
                left.Add(mark);
                highest = Order(mark);
            }
        }
        composed.Append(first).Append([.. left]);
    }

    private static int Order(char mark) => Orders.GetValueOrDefault(mark, 230);
}
