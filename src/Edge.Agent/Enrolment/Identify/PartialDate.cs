using System.Globalization;

namespace Edge.Agent.Enrolment.Identify;

/// <summary>A date of which day and month may be unknown, as with many who were born before there were registers.</summary>
/// <param name="Year">1 to 9999.</param>
/// <param name="Month">0 where it is not known.</param>
/// <param name="Day">0 where it is not known.</param>
internal readonly record struct PartialDate(int Year, int Month, int Day)
{
    private const int LongestText = 32;

    /// <summary>The first and the last day it can mean.</summary>
    public DateOnly First => new(Year, Math.Max(1, Month), Math.Max(1, Day));

    public DateOnly Last => Month == 0 ? new DateOnly(Year, 12, 31) : Day == 0 ? new DateOnly(Year, Month, DateTime.DaysInMonth(Year, Month)) : First;

    /// <summary>As people write it: dd/MM/yyyy, MM/yyyy or a year; null where it is none of these. 00 is an unknown day or month.</summary>
    public static PartialDate? Read(string? text)
    {
        if (text is null || text.Length > LongestText) return null;
        var parts = text.Trim().Split('/', '-', '.');
        if (parts is [var single]) return single.Length == 8 ? OfDigits(single) : Of(single, "0", "0");
        return parts switch
        {
            [var month, var year] => Of(year.Trim(), month.Trim(), "0"),
            [var day, var month, var year] => Of(year.Trim(), month.Trim(), day.Trim()),
            _ => null,
        };
    }

    /// <summary>ddMMyyyy, as in a card's QR.</summary>
    public static PartialDate? OfDigits(string text) => text.Length == 8 ? Of(text[4..], text[2..4], text[..2]) : null;

    /// <summary>Null where there is no such day.</summary>
    public static PartialDate? Of(int year, int month, int day)
    {
        if (year is < 1 or > 9999 || month is < 0 or > 12 || (month == 0 && day != 0)) return null;
        return day < 0 || (month > 0 && day > DateTime.DaysInMonth(year, month)) ? null : new PartialDate(year, month, day);
    }

    /// <summary>Whether both can be the same day.</summary>
    public bool Fits(PartialDate other) => First <= other.Last && other.First <= Last;

    public override string ToString() => Month == 0 ? Year.ToString("D4", CultureInfo.InvariantCulture)
        : Day == 0 ? string.Create(CultureInfo.InvariantCulture, $"{Month:D2}/{Year:D4}")
        : string.Create(CultureInfo.InvariantCulture, $"{Day:D2}/{Month:D2}/{Year:D4}");

    private static PartialDate? Of(string year, string month, string day) =>
        year.Length == 4 && Digits(year) is { } y && month.Length is 1 or 2 && Digits(month) is { } m && day.Length is 1 or 2 && Digits(day) is { } d ? Of(y, m, d) : null;

    private static int? Digits(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
}
