using System.Globalization;
using Edge.Contracts.Areas;

namespace Edge.Agent.Enrolment.Identify;

/// <summary>A citizen's personal number. That it has 12 digits is the one rule; there is no check digit, and what its parts say is no more than a hint.</summary>
internal sealed class PersonalNumber
{
    public const int Digits = NumberDigest.Digits;

    private PersonalNumber(string text) => Text = text;

    public string Text { get; }

    /// <summary>Of the province, or country, in which the birth was registered.</summary>
    public string ProvinceCode => Text[..3];

    /// <summary>Null where the list has no such code.</summary>
    public string? Province => Provinces.All.GetValueOrDefault(ProvinceCode);

    /// <summary><c>f</c> or <c>m</c>.</summary>
    public string Sex => (Text[3] - '0') % 2 == 1 ? "f" : "m";

    public int BirthYear => Century * 100 + YearInCentury;

    /// <summary>The first two digits of the year of birth.</summary>
    public int Century => 19 + (Text[3] - '0') / 2;

    public int YearInCentury => int.Parse(Text.AsSpan(4, 2), NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>Null where it is not 12 digits.</summary>
    public static PersonalNumber? Read(string? text) => NumberDigest.IsNumber(text) ? new PersonalNumber(text!) : null;

    /// <summary>As people write it down, in groups: spaces, dots and hyphens fall away.</summary>
    public static PersonalNumber? ReadTyped(string? text) => text is null || text.Length > 4 * Digits ? null : Read(string.Concat(text.Where(c => c is not (' ' or '\u00A0' or '.' or '-'))));
}
