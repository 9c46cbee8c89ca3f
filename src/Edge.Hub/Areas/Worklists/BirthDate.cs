using System.Globalization;

namespace Edge.Hub.Areas.Worklists;

/// <summary>A date of birth, of which day and month are not known for many.</summary>
internal static class BirthDate
{
    public const string Rule = "must be a date such as 1985-03-07 or 07/03/1985, a month such as 1985-03 or 03/1985, a year, or empty";

    private const int FirstYear = 1880;
    private const int LastYear = 2100;

    private static readonly string[] Days = ["yyyy-MM-dd", "dd/MM/yyyy", "d/M/yyyy"];

    private static readonly string[] Months = ["yyyy-MM", "MM/yyyy", "M/yyyy"];

    /// <returns>yyyyMMdd, with 0 for a part that is not known; null where it is no date.</returns>
    public static uint? Read(string text)
    {
        if (text.Length == 0) return 0;
        if (Read(text, Days) is { } day) return (uint)((day.Year * 10_000) + (day.Month * 100) + day.Day);
        if (Read(text, Months) is { } month) return (uint)((month.Year * 10_000) + (month.Month * 100));
        return Read(text, ["yyyy"]) is { } year ? (uint)(year.Year * 10_000) : null;
    }

    private static DateTime? Read(string text, string[] forms) =>
        DateTime.TryParseExact(text, forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && date.Year is >= FirstYear and < LastYear ? date : null;
}
