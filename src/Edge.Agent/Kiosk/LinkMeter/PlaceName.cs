using System.Text;
using Edge.Contracts;
using Edge.Contracts.Shown;

namespace Edge.Agent.Kiosk.LinkMeter;

/// <summary>What an officer calls a place where there may be signal.</summary>
internal static class PlaceName
{
    public const int Longest = 40;

    public const string Rule = "1 to 40 letters on one line that begin with a letter or a digit, without signs that are not seen";

    // A letter of Vietnamese may come in three parts.
    private const int MostParts = 4;

    /// <summary>The name in its one spelling, with single spaces; null where it is none, or has in it what nobody sees or what turns the writing round.</summary>
    public static string? Read(string? text)
    {
        // Looked at before anything is made of it: a text of megabytes is not composed first.
        if (text is not { Length: > 0 and <= MostParts * Longest } || text.Contains('\t') || PlainText.Of(text) != text) return null;
        var name = LatinText.Compose(string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
        return name.Length > 0 && Rune.TryGetRuneAt(name, 0, out var first) && Rune.IsLetterOrDigit(first) && LatinText.Width(name) <= Longest ? name : null;
    }
}
