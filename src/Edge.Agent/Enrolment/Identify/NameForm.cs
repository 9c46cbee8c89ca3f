using Edge.Contracts;

namespace Edge.Agent.Enrolment.Identify;

/// <summary>How far two spellings are one name.</summary>
internal enum NameMatch
{
    Same,

    /// <summary>Other marks, the same letters.</summary>
    Marks,

    Different,
}

/// <summary>Compares names as people write them: in capitals or not, with the tone on either vowel (Hòa, Hoà), with marks or without.</summary>
internal static class NameForm
{
    // A card's line holds 30 places, of which two part the names.
    private const int MrzPlaces = 29;

    private const string Toned = "àáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ";
    private const string Toneless = "aăâeêioôơuưy";
    private const int Tones = 5;

    public static NameMatch Compare(string one, string other, bool cutOff = false)
    {
        var (here, there) = (Letters(one), Letters(other));
        if (here != there && !(cutOff && IsCut(one, other, here, there))) return NameMatch.Different;
        if (!HasMarks(one) || !HasMarks(other)) return NameMatch.Same;
        return Marked(one) == Marked(other) ? NameMatch.Same : NameMatch.Marks;
    }

    /// <summary>Whether it is written with any of the marks that a Vietnamese name has.</summary>
    public static bool HasMarks(string name) => LatinText.Compose(name) is var composed && LatinText.Plain(composed) != composed;

    // Letters alone: no line of a card has apostrophes or hyphens, and H'Hen is H HEN there.
    private static string Letters(string name) => string.Concat(LatinText.Plain(name).ToUpperInvariant().Where(char.IsLetter));

    private static bool IsCut(string one, string other, string here, string there) =>
        Math.Min(one.Length, other.Length) >= MrzPlaces - 1 && (here.StartsWith(there, StringComparison.Ordinal) || there.StartsWith(here, StringComparison.Ordinal));

    private static string Marked(string name) => string.Join(' ', LatinText.Compose(name).ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(Word));

    // The tone after the word, so that it does not matter over which vowel it stood.
    private static string Word(string word)
    {
        var tones = "";
        var letters = word.Select(letter =>
        {
            if (Toned.IndexOf(letter) is not (>= 0 and var at)) return letter;
            tones += (char)('1' + at % Tones);
            return Toneless[at / Tones];
        });
        return string.Concat(letters) + tones;
    }
}
