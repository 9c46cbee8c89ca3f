using System.Globalization;

namespace Edge.Agent.Enrolment.Identify;

/// <summary>Reads the two or three lines on a card's back (ICAO 9303 part 5, TD1). A wrong check digit is a warning that names it, never a refusal.</summary>
internal static class Mrz
{
    private const string Vietnam = "VNM", NoExpiry = "991231";

    /// <summary>Never throws, whatever is in it.</summary>
    /// <param name="text">As typed or read: any capitals, spaces and line ends; without line ends too.</param>
    /// <param name="today">Tells the century of a birth where no personal number does.</param>
    public static MrzResult Read(string text, DateOnly today)
    {
        if (text.Length > MrzLines.Longest) return new MrzResult { Problem = "too-long" };
        if (string.IsNullOrWhiteSpace(text)) return new MrzResult { Problem = "empty" };
        if (MrzLines.Of(text) is not { } lines) return new MrzResult { Problem = "no-card" };
        var (first, second) = (lines.First, lines.Second);
        List<Warning> warnings = [.. lines.Warnings];
        var number = PersonalNumber.Read(first[15..27]);
        var (document, check) = Document(first);
        var (birth, expiry) = (Birth(second[..6], number, today), Day(second[8..14], 20));
        if (second[7] is not ('M' or 'F' or '<')) warnings.Add(Doubts.SexForm(second[7..8]));
        if (birth is null && second[..6] != "<<<<<<") warnings.Add(Doubts.BirthForm(second[..6]));
        if (expiry is not { Day: > 0 } && second[8..14] != "<<<<<<") warnings.Add(Doubts.ExpiryForm(second[8..14]));
        if (first[2..5] != Vietnam) warnings.Add(Doubts.Issuer(first[2..5]));
        else if (second[15..18] != Vietnam) warnings.Add(Doubts.Issuer(second[15..18]));
        if (number is not null && first[2..5] == Vietnam && document != number.Text[3..]) warnings.Add(Doubts.DocumentNumber(document, number.Text));
        Check("number", document, check);
        Check("birth", second[..6], second[6]);
        Check("expiry", second[8..14], second[14]);
        Check("whole", string.Concat(first.AsSpan(5), second.AsSpan(0, 7), second.AsSpan(8, 7), second.AsSpan(18, 11)), second[29]);
        // An addition of the Vietnamese card that ICAO does not have.
        if (first[2..5] == Vietnam) Check("column30", first[15..29], first[29]);
        return new MrzResult
        {
            Person = new PersonView { Number = number?.Text, Name = Name(lines.Third), Birth = birth?.ToString(), Sex = second[7] switch { 'M' => "m", 'F' => "f", _ => null }, Source = Sources.Mrz },
            Document = document,
            Dates = new CardDates(null, expiry is { Day: > 0 } known && second[8..14] != NoExpiry ? known.First : null),
            Warnings = warnings,
        };

        void Check(string what, string over, char found)
        {
            var right = MrzLines.CheckDigit(over);
            // A filler is what some write for 0.
            if (found != right && !(found == '<' && right == '0')) warnings.Add(Doubts.CheckDigit(what, found, right));
        }
    }

    // A number too long for its nine places goes on in the field after it, its check digit last.
    private static (string Number, char Check) Document(string first)
    {
        var rest = first[15..30].Split('<')[0];
        return first[14] == '<' && rest.Length > 1 ? (first[5..14] + rest[..^1], rest[^1]) : (first[5..14].TrimEnd('<'), first[14]);
    }

    // The number's century digit tells it, so that somebody of 100 is not taken for a child; without a number nobody is born tomorrow.
    private static PartialDate? Birth(string text, PersonalNumber? number, DateOnly today)
    {
        if (number is not null && Day(text, number.Century) is { } told && told.Year % 100 == number.YearInCentury) return told;
        return Day(text, 20) is { } recent && recent.First <= today ? recent : Day(text, 19);
    }

    private static PartialDate? Day(string text, int century)
    {
        if (Digits(text[..2]) is not { } year || Part(text[2..4]) is not { } month || Part(text[4..6]) is not { } day) return null;
        return PartialDate.Of(century * 100 + year, month, day);
    }

    private static int? Part(string text) => text == "<<" ? 0 : Digits(text);

    private static int? Digits(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;

    private static string? Name(string line)
    {
        var name = string.Join(' ', line.Split('<', StringSplitOptions.RemoveEmptyEntries));
        return name.Length == 0 ? null : name;
    }
}
