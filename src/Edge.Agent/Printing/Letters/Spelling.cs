using System.Text;

namespace Edge.Agent.Printing.Letters;

/// <summary>
/// Brings text to one spelling, by the table of the font: the agent runs with invariant globalization, where
/// <see cref="string.Normalize()"/> leaves everything beyond ASCII as it came.
/// </summary>
internal sealed class Spelling
{
    private readonly Dictionary<int, int[]> _parts = [];
    private readonly Dictionary<(int, int), int> _whole = [];
    private readonly Dictionary<int, int> _order = [];

    /// <param name="code">A character that is made of <paramref name="parts"/>.</param>
    /// <param name="joins">False where Unicode never puts it together again.</param>
    public void AddSplit(int code, int[] parts, bool joins)
    {
        _parts[code] = parts;
        if (joins) _whole[(parts[0], parts[1])] = code;
    }

    /// <param name="mark">A combining mark.</param>
    /// <param name="order">Its canonical combining class.</param>
    public void AddMark(int mark, int order) => _order[mark] = order;

    public bool IsMark(int code) => _order.ContainsKey(code);

    /// <summary>0 for what is no mark.</summary>
    public int OrderOf(int code) => _order.GetValueOrDefault(code);

    /// <summary>What a character is in the end made of, its letter first.</summary>
    public IEnumerable<int> Split(int code) => _parts.TryGetValue(code, out var parts) ? parts.SelectMany(Split) : [code];

    /// <summary>The text as letters, each whole as far as there is such a character, and after it the marks that are left.</summary>
    public List<List<int>> Letters(string text)
    {
        var letters = new List<List<int>>();
        foreach (var code in text.EnumerateRunes().SelectMany(rune => Split(rune.Value)))
        {
            if (letters.Count == 0 || !IsMark(code)) letters.Add([code]);
            else Insert(letters[^1], code);
        }
        return letters.ConvertAll(Join);
    }

    /// <summary>Normalisation form C, as far as the font reaches.</summary>
    public string Compose(string text)
    {
        var composed = new StringBuilder(text.Length);
        foreach (var code in Letters(text).SelectMany(letter => letter)) composed.Append(new Rune(code));
        return composed.ToString();
    }

    // Stable: marks of one order keep the order in which they were written, since it tells which stands nearer.
    private void Insert(List<int> letter, int mark)
    {
        var at = letter.Count;
        while (at > 1 && OrderOf(letter[at - 1]) > OrderOf(mark)) at--;
        letter.Insert(at, mark);
    }

    private List<int> Join(List<int> letter)
    {
        var joined = new List<int> { letter[0] };
        foreach (var mark in letter.Skip(1))
        {
            // A mark that stayed behind with the same order stands in between.
            var blocked = joined.Count > 1 && OrderOf(joined[^1]) >= OrderOf(mark);
            if (!blocked && _whole.TryGetValue((joined[0], mark), out var whole)) joined[0] = whole;
            else joined.Add(mark);
        }
        return joined;
    }
}
