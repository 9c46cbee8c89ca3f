using Edge.Agent.Devices.Codes;

namespace Edge.Agent.Enrolment.Identify;

/// <summary>
/// Reads what a scanner read: the QR of a citizen's card in its form of seven fields, and that of 2024, which has more.
/// What is doubtful is a warning and never a refusal; what is no card's is told apart.
/// </summary>
internal static class CardQr
{
    private const string Ticket = "edge1:ticket:", Receipt = "edge1:receipt:";
    private const int Fields = 7, Fewest = 4;

    /// <summary>Never throws, whatever is in it.</summary>
    public static CardQrResult Read(string code)
    {
        if (code.Length > CodeLimit.Characters) return new CardQrResult(CodeKind.Other) { Problem = "too-long" };
        var text = Bare(code);
        if (text.Length == 0) return new CardQrResult(CodeKind.Other) { Problem = "empty" };
        if (text.StartsWith(Ticket, StringComparison.Ordinal)) return new CardQrResult(CodeKind.Ticket);
        if (text.StartsWith(Receipt, StringComparison.Ordinal)) return new CardQrResult(CodeKind.Receipt);
        if (PersonalNumber.Read(text) is { } number) return new CardQrResult(CodeKind.Number) { Person = new PersonView { Number = number.Text, Source = Sources.Qr } };
        var fields = text.Split('|');
        return IsCard(fields) ? Card(fields) : new CardQrResult(CodeKind.Other) { Problem = "no-card" };
    }

    // What scanners add: a line's end, a byte order mark, the symbology (]Q1).
    private static string Bare(string code)
    {
        var text = code.Trim('\uFEFF', '\r', '\n', '\t', ' ', '\0');
        return text is [']', >= 'A' and <= 'z', >= '0' and <= '9', ..] ? text[3..] : text;
    }

    // At least two of four fields are what they are on a card. One may be damaged, and a card is a card still.
    private static bool IsCard(string[] fields)
    {
        if (fields.Length < Fewest) return false;
        var number = FieldText.Of(fields[0]).Text;
        var told = number.Length > 0 && number.All(char.IsAsciiDigit) ? number.Length == PersonalNumber.Digits ? 2 : 1 : 0;
        if (PartialDate.OfDigits(FieldText.Of(fields[3]).Text) is not null) told++;
        if (fields.Length > 4 && Sex(FieldText.Of(fields[4]).Text) is not null) told++;
        if (fields.Length > 6 && PartialDate.OfDigits(FieldText.Of(fields[6]).Text) is not null) told++;
        return told >= 2;
    }

    private static CardQrResult Card(string[] fields)
    {
        List<Warning> warnings = [];
        if (fields.Length < Fields) warnings.Add(Doubts.FieldsMissing(fields.Length, Fields));
        var clean = fields.Take(Fields).Select(FieldText.Of).ToArray();
        if (clean.FirstOrDefault(f => f.Hidden) is { Hidden: true } hidden) warnings.Add(Doubts.HiddenCharacters(hidden.Text));
        if (clean.FirstOrDefault(f => f.Damaged) is { Damaged: true } damaged) warnings.Add(Doubts.DamagedText(damaged.Text));
        var (number, name, birth, sex, issued) = (At(0), At(2), PartialDate.OfDigits(At(3)), Sex(At(4)), PartialDate.OfDigits(At(6)));
        if (number.Length > 0 && PersonalNumber.Read(number) is null) warnings.Add(Doubts.NumberForm(number));
        if (At(1) is { Length: > 0 } old && !(old.Length is 9 or PersonalNumber.Digits && old.All(char.IsAsciiDigit))) warnings.Add(Doubts.OldNumberForm(old));
        if (name.Any(char.IsAsciiDigit)) warnings.Add(Doubts.NameForm(name));
        if (birth is null && At(3).Length > 0) warnings.Add(Doubts.BirthForm(At(3)));
        if (sex is null) warnings.Add(Doubts.SexForm(At(4)));
        if (issued is null && At(6).Length > 0) warnings.Add(Doubts.IssuedForm(At(6)));
        return new CardQrResult(CodeKind.Card)
        {
            Person = new PersonView { Number = PersonalNumber.Read(number)?.Text, Name = Known(name), Birth = birth?.ToString(), Sex = sex, Address = Known(At(5)), Source = Sources.Qr },
            OldNumber = At(1),
            Dates = new CardDates(issued, null),
            Extra = fields.Length > Fields ? fields[Fields..] : [],
            Warnings = warnings,
        };

        string At(int field) => field < clean.Length ? clean[field].Text : "";
    }

    private static string? Known(string text) => text.Length == 0 ? null : text;

    private static string? Sex(string text) => Contracts.LatinText.Plain(text).ToUpperInvariant() switch
    {
        "NAM" or "M" => "m",
        "NU" or "F" => "f",
        _ => null,
    };
}
