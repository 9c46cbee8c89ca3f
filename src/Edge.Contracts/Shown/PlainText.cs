using System.Globalization;
using System.Text;

namespace Edge.Contracts.Shown;

/// <summary>
/// Text of others, as it may be shown to people: nothing in it moves a cursor, begins a line, turns the writing round or hides.
/// What a board, a stick or a user wrote comes to a terminal, a log or a page through here and no other way.
/// </summary>
public static class PlainText
{
    /// <summary>On one line; what is no visible character stands as its code point, such as <c>\u{1b}</c>.</summary>
    public static string Of(string? text) => Filter(text ?? "", lines: false);

    /// <summary>Of several lines, for what we have put together ourselves.</summary>
    public static string Lines(string? text) => Filter(text ?? "", lines: true);

    private static string Filter(string text, bool lines)
    {
        StringBuilder? plain = null;
        for (var i = 0; i < text.Length;)
        {
            var whole = Rune.TryGetRuneAt(text, i, out var rune);
            var length = whole ? rune.Utf16SequenceLength : 1;
            if (whole && (IsShown(rune, lines) || (lines && EndsLine(text, i)))) plain?.Append(text, i, length);
            else
            {
                plain ??= new StringBuilder(text.Length + 16).Append(text, 0, i);
                plain.Append(CultureInfo.InvariantCulture, $"\\u{{{(whole ? rune.Value : text[i]):x}}}");
            }
            i += length;
        }
        return plain?.ToString() ?? text;
    }

    private static bool EndsLine(string text, int at) => text[at] == '\r' && at + 1 < text.Length && text[at + 1] == '\n';

    private static bool IsShown(Rune rune, bool lines) => rune.Value switch
    {
        '\n' => lines,
        '\t' => lines,
        < 0x20 => false,
        < 0x7F => true,
        _ => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate),
    };
}
