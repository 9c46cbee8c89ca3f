using System.Globalization;

namespace Edge.Hosting;

/// <summary>How numbers, sizes and lengths of time are written for people, on terminals and pages; written here, for the programs run with invariant globalization.</summary>
internal sealed class Amounts(string language)
{
    private readonly bool _isVietnamese = language == TerminalLanguage.Vietnamese;

    public string Number(long value) => Localised(value.ToString("N0", CultureInfo.InvariantCulture));

    public string Number(double value, int places) => Localised(value.ToString("N" + places.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture));

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
        { TotalSeconds: < 60 } => Units((long)Math.Max(0, span.TotalSeconds), new("giây", "second")),
        { TotalMinutes: < 60 } => Units((long)span.TotalMinutes, new("phút", "minute")),
        { TotalHours: < 48 } => Units((long)span.TotalHours, new("giờ", "hour")),
        _ => Units((long)span.TotalDays, new("ngày", "day")),
    };

    public string Ago(TimeSpan span) => span.TotalSeconds < 10 ? new Said("vừa xong", "just now").In(language) : $"{Span(span)} {new Said("trước", "ago").In(language)}";

    private string Units(long count, Said unit) => _isVietnamese ? $"{Number(count)} {unit.Vi}" : $"{Number(count)} {unit.En}{(count == 1 ? "" : "s")}";

    private string Localised(string invariant) => _isVietnamese ? string.Create(invariant.Length, invariant, (to, from) =>
    {
        for (var i = 0; i < from.Length; i++) to[i] = from[i] switch { ',' => '.', '.' => ',', var other => other };
    }) : invariant;
}
