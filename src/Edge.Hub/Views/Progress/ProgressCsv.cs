using System.Globalization;

namespace Edge.Hub.Views.Progress;

/// <summary>Progress for a spreadsheet: a line for each place.</summary>
internal static class ProgressCsv
{
    private static readonly string[] Columns =
    [
        "code", "name", "parent", "boards", "service", "enrolled", "enrolled_today", "target", "percent", "remaining", "quota", "quota_percent", "deadline", "days_left", "needed_per_day",
        "card", "card_with_exceptions", "account", "activation", "activation_requested", "unable",
    ];

    public static byte[] Write(IEnumerable<(PlaceFigures Figures, int Depth)> places)
    {
        var csv = new CsvText();
        csv.Row(Columns.Concat(Outcomes.Reasons.Select(r => "unable_" + r.Replace('-', '_'))).Concat(["unable_other", "list_people", "list_needs_ride", "list_needs_visit"]));
        foreach (var (p, _) in places) csv.Row(Row(p));
        return csv.ToBytes();
    }

    private static IEnumerable<string> Row(PlaceFigures p)
    {
        var services = p.Services.ToDictionary(s => s.Service, StringComparer.Ordinal);
        var unable = p.Unable.ToDictionary(r => r.Reason, r => r.Count, StringComparer.Ordinal);
        string[] first =
        [
            p.Code, p.Name, p.Parent ?? "", Text(p.Boards), p.Service, Text(p.Enrolled), Text(p.EnrolledToday), Text(p.Target), Text(p.Percent), Text(p.Remaining), Hub.Progress.PlaceQuota.Text((int?)p.QuotaLow, (int?)p.QuotaHigh),
            Text(p.QuotaPercent), p.Deadline?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "", Text(p.DaysLeft), Text(p.NeededPerDay),
            Text(services["card"].Done), Text(services["card"].WithExceptions), Text(services["account"].Done), Text(services["activation"].Done), Text(services["activation"].Requested), Text(p.UnableCount),
        ];
        return [.. first, .. Outcomes.Reasons.Select(r => Text(unable.GetValueOrDefault(r))), Text(unable.GetValueOrDefault(Archive.RecordSort.Others)), Text(p.List?.People), Text(p.List?.NeedsRide), Text(p.List?.NeedsVisit)];
    }

    private static string Text<T>(T? number) where T : struct, IFormattable => number?.ToString(null, CultureInfo.InvariantCulture) ?? "";

    private static string Text<T>(T number) where T : struct, IFormattable => number.ToString(null, CultureInfo.InvariantCulture);
}
