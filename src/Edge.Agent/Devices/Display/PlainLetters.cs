using System.Text;

namespace Edge.Agent.Devices.Display;

/// <summary>Writes any Latin text with the letters that every display has: marks fall away.</summary>
internal static class PlainLetters
{
    // The platform's own decomposition does nothing without its tables of languages, which we leave out.
    private static readonly (string Marked, char Plain)[] Letters =
    [
        ("àáảãạăằắẳẵặâầấẩẫậāäåąǎ", 'a'), ("ÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĀÄÅĄǍ", 'A'), ("èéẻẽẹêềếểễệĕēëęěɛ", 'e'), ("ÈÉẺẼẸÊỀẾỂỄỆĔĒËĘĚƐ", 'E'),
        ("ìíỉĩịĭīïɨǐ", 'i'), ("ÌÍỈĨỊĬĪÏƗǏ", 'I'), ("òóỏõọôồốổỗộơờớởỡợŏōöǒɔ", 'o'), ("ÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢŎŌÖǑƆ", 'O'),
        ("ùúủũụưừứửữựŭūüǔʉ", 'u'), ("ÙÚỦŨỤƯỪỨỬỮỰŬŪÜǓɄ", 'U'), ("ỳýỷỹỵÿ", 'y'), ("ỲÝỶỸỴŸ", 'Y'), ("đƀ", 'd'), ("ĐɃ", 'D'),
        ("ñńňŋ", 'n'), ("ÑŃŇŊ", 'N'), ("çćč", 'c'), ("ÇĆČ", 'C'), ("“”„", '"'), ("‘’‚", '\''), ("–—−", '-'), ("\u00A0", ' '),
    ];

    private static readonly Dictionary<char, char> Plain = Letters.SelectMany(l => l.Marked.Select(m => (m, l.Plain))).ToDictionary(l => l.m, l => l.Plain);

    /// <summary>ASCII only, without control characters. The display has no backslash and no tilde; what nothing stands for is a question mark.</summary>
    public static string Of(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            if (letter is >= '\u0300' and <= '\u036F') continue; // a mark of its own, in decomposed text
            plain.Append(letter switch
            {
                '\\' => '/',
                '~' => '-',
                >= ' ' and <= '}' => letter,
                _ => Plain.GetValueOrDefault(letter, '?'),
            });
        }
        return plain.ToString();
    }
}
