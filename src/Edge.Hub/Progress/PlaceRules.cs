using System.Globalization;
using System.Text;
using Edge.Contracts;
using Edge.Contracts.Shown;

namespace Edge.Hub.Progress;

/// <summary>What may be said of a place.</summary>
internal static class PlaceRules
{
    public const int LongestName = 80;

    public const long MostTarget = 100_000_000;

    public const int MostQuota = 1_000_000;

    public const string NameRule = "1 to 80 visible characters that begin with a letter or a digit";

    /// <summary>Visible, on one line, nothing in it that turns or hides the writing, and nothing a spreadsheet would take for a formula.</summary>
    public static bool IsName(string text) => text.Length is > 0 and <= 4 * LongestName && LatinText.Width(text) <= LongestName && text == LatinText.Compose(text) && PlainText.Of(text) == text && !text.Contains('\t')
        && Rune.TryGetRuneAt(text, 0, out var first) && Rune.IsLetterOrDigit(first) && !char.IsWhiteSpace(text[^1]);

    /// <exception cref="MalformedException">It is no number of people.</exception>
    public static long? Target(string text)
    {
        if (text.Length == 0) return null;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var people) && people is > 0 and <= MostTarget ? people : throw new MalformedException($"a target is 1 to {MostTarget} people");
    }

    /// <exception cref="MalformedException">It is no day.</exception>
    public static DateOnly? Deadline(string text)
    {
        if (text.Length == 0) return null;
        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 2020 and <= 2100 ? day : throw new MalformedException("a deadline is a day such as 2026-12-31, from 2020 to 2100");
    }
}

/// <summary>How many people a day are wanted, as people write it.</summary>
internal static class PlaceQuota
{
    private static readonly string Rule = $"a quota is 1 to {PlaceRules.MostQuota} people a day, or two such numbers with a hyphen, the smaller one first: 500-600";

    /// <exception cref="MalformedException">It is none.</exception>
    public static (int? Low, int? High) Read(string text)
    {
        if (text.Length == 0) return (null, null);
        var parts = text.Split('-');
        if (parts.Length > 2) throw new MalformedException(Rule);
        var (low, high) = (Number(parts[0]), Number(parts[^1]));
        return low <= high ? (low, high) : throw new MalformedException(Rule);
    }

    public static string Text(int? low, int? high) => low is null ? "" : low == high ? low.Value.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{low}-{high}");

    private static int Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var people) && people is > 0 and <= PlaceRules.MostQuota ? people : throw new MalformedException(Rule);
}
