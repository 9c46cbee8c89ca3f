namespace Edge.Hosting.Commands;

/// <summary>Which word may have been meant.</summary>
internal static class NearestWord
{
    /// <summary>The known word that is fewest slips of a finger away; null where it takes so many that any other would do as well.</summary>
    public static string? Of(string typed, IEnumerable<string> known)
    {
        var most = Math.Max(1, Math.Min(3, typed.TrimStart('-').Length / 3));
        return known.Select(word => (Word: word, Slips: Slips(typed.ToLowerInvariant(), word))).Where(w => w.Slips <= most).OrderBy(w => w.Slips).Select(w => w.Word).FirstOrDefault();
    }

    // A letter too many, one too few, another one, or two changed about.
    private static int Slips(string typed, string word)
    {
        var rows = new int[typed.Length + 1, word.Length + 1];
        for (var i = 0; i <= typed.Length; i++) rows[i, 0] = i;
        for (var j = 0; j <= word.Length; j++) rows[0, j] = j;
        for (var i = 1; i <= typed.Length; i++)
        {
            for (var j = 1; j <= word.Length; j++)
            {
                rows[i, j] = Math.Min(Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1, rows[i - 1, j - 1] + (typed[i - 1] == word[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && typed[i - 1] == word[j - 2] && typed[i - 2] == word[j - 1]) rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
            }
        }
        return rows[typed.Length, word.Length];
    }
}
