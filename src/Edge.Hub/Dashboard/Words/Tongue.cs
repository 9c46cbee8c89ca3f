using System.Globalization;

namespace Edge.Hub.Dashboard.Words;

/// <summary>A text in both languages.</summary>
public readonly record struct Text(string Vi, string En);

/// <summary>The language of a page, and how numbers and times are written in it; written here, for the programs run with invariant globalization.</summary>
public sealed class Tongue
{
    public const string Vietnamese = "vi";
    public const string English = "en";

    private readonly TimeSpan _offset;

    private Tongue(string code, TimeSpan offset) => (Code, _offset) = (code, offset);

    public string Code { get; }

    public bool IsVietnamese => Code == Vietnamese;

    /// <summary>Vietnamese where nothing else is asked for.</summary>
    public static Tongue Of(string? code, TimeSpan offset) => new(code == English ? English : Vietnamese, offset);

    public string this[Text text] => IsVietnamese ? text.Vi : text.En;

    /// <summary>With its places filled.</summary>
    public string Of(Text text, params object[] places) => string.Format(CultureInfo.InvariantCulture, this[text], places);

    public string Number(long value) => Localised(value.ToString("N0", CultureInfo.InvariantCulture));

    public string Number(double value, int places) => Localised(value.ToString("N" + places.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture));

    public string Percent(double value) => Number(value, value is > 0 and < 10 && value != Math.Round(value) ? 1 : 0) + "%";

    public string Bytes(long bytes) => bytes switch
    {
        < 1000 => $"{Number(bytes)} B",
        < 1_000_000 => $"{Number(bytes / 1e3, 0)} kB",
        < 1_000_000_000 => $"{Number(bytes / 1e6, bytes < 10_000_000 ? 1 : 0)} MB",
        _ => $"{Number(bytes / 1e9, 1)} GB",
    };

    /// <summary>A length of time by its largest unit, or by two where one says too little.</summary>
    public string Span(TimeSpan span) => span switch
    {
        { TotalSeconds: < 60 } => Units((long)Math.Max(0, span.TotalSeconds), new Text("giây", "second")),
        { TotalMinutes: < 60 } => Units((long)span.TotalMinutes, new Text("phút", "minute")),
        { TotalHours: < 48 } => Units((long)span.TotalHours, new Text("giờ", "hour")),
        _ => Units((long)span.TotalDays, new Text("ngày", "day")),
    };

    public string Ago(TimeSpan span) => span.TotalSeconds < 10 ? this[new Text("vừa xong", "just now")] : $"{Span(span)} {this[new Text("trước", "ago")]}";

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

    private string Units(long count, Text unit) => IsVietnamese ? $"{Number(count)} {unit.Vi}" : $"{Number(count)} {unit.En}{(count == 1 ? "" : "s")}";

    private string Localised(string invariant) => IsVietnamese ? string.Create(invariant.Length, invariant, (to, from) =>
    {
        for (var i = 0; i < from.Length; i++) to[i] = from[i] switch { ',' => '.', '.' => ',', var other => other };
    }) : invariant;
}
