using System.Globalization;
using Edge.Hosting;

namespace Edge.Hub.Dashboard.Words;

/// <summary>A text in both languages.</summary>
public readonly record struct Text(string Vi, string En);

/// <summary>The language of a page, and how numbers and times are written in it.</summary>
public sealed class Tongue
{
    public const string Vietnamese = "vi";
    public const string English = "en";

    private readonly TimeSpan _offset;
    private readonly Amounts _amounts;

    private Tongue(string code, TimeSpan offset) => (Code, _offset, _amounts) = (code, offset, new Amounts(code));

    public string Code { get; }

    public bool IsVietnamese => Code == Vietnamese;

    /// <summary>Vietnamese where nothing else is asked for.</summary>
    public static Tongue Of(string? code, TimeSpan offset) => new(code == English ? English : Vietnamese, offset);

    public string this[Text text] => IsVietnamese ? text.Vi : text.En;

    /// <summary>With its places filled.</summary>
    public string Of(Text text, params object[] places) => string.Format(CultureInfo.InvariantCulture, this[text], places);

    public string Number(long value) => _amounts.Number(value);

    public string Number(double value, int places) => _amounts.Number(value, places);

    public string Percent(double value) => Number(value, value is > 0 and < 10 && value != Math.Round(value) ? 1 : 0) + "%";

    public string Bytes(long bytes) => _amounts.Bytes(bytes);

    public string Span(TimeSpan span) => _amounts.Span(span);

    public string Ago(TimeSpan span) => _amounts.Ago(span);

    public string Moment(DateTimeOffset at) => at.ToOffset(_offset).ToString(IsVietnamese ? "dd'/'MM'/'yyyy HH:mm" : "d MMM yyyy HH:mm", CultureInfo.InvariantCulture);

    public string Day(DateOnly day) => day.ToString(IsVietnamese ? "dd'/'MM'/'yyyy" : "d MMM yyyy", CultureInfo.InvariantCulture);

    public string ShortDay(DateTimeOffset at) => at.ToOffset(_offset).ToString(IsVietnamese ? "dd'/'MM" : "d MMM", CultureInfo.InvariantCulture);

    public string Weekday(DayOfWeek day) => this[day switch
    {
        DayOfWeek.Monday => new Text("thứ Hai", "Mon"),
        DayOfWeek.Tuesday => new Text("thứ Ba", "Tue"),
        DayOfWeek.Wednesday => new Text("thứ Tư", "Wed"),
        DayOfWeek.Thursday => new Text("thứ Năm", "Thu"),
        DayOfWeek.Friday => new Text("thứ Sáu", "Fri"),
        DayOfWeek.Saturday => new Text("thứ Bảy", "Sat"),
        _ => new Text("Chủ nhật", "Sun"),
    }];

    public string Clock(DateTimeOffset at) => at.ToOffset(_offset).ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>The day it is there.</summary>
    public DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(at.ToOffset(_offset).Date);

    /// <summary>When that day begins there.</summary>
    public DateTimeOffset StartOf(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), _offset);

    /// <summary>For machines, in a time element.</summary>
    public static string Machine(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
