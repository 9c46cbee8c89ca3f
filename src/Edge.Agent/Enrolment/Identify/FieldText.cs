using System.Globalization;
using System.Text;
using Edge.Contracts;

namespace Edge.Agent.Enrolment.Identify;

/// <summary>A field of a code as people may see it: in one spelling, with single spaces, and without what is not seen or turns the writing round.</summary>
/// <param name="Hidden">Whether there was something that is not seen.</param>
/// <param name="Damaged">Whether letters were lost on the way; each stands as U+FFFD.</param>
internal readonly record struct FieldText(string Text, bool Hidden, bool Damaged)
{
    public static FieldText Of(string raw)
    {
        var (plain, hidden, space) = (new StringBuilder(raw.Length), false, false);
        foreach (var rune in raw.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune))
            {
                space = plain.Length > 0;
                // A tab or a line's end inside a field is odd; it parts words all the same.
                hidden |= Rune.IsControl(rune);
            }
            else if (IsSeen(rune))
            {
                if (space) plain.Append(' ');
                space = false;
                plain.Append(rune);
            }
            else hidden = true;
        }
        var text = LatinText.Compose(plain.ToString());
        return new FieldText(text, hidden, text.Contains('\uFFFD', StringComparison.Ordinal));
    }

    private static bool IsSeen(Rune rune) => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate);
}
