using System.CommandLine;
using System.Globalization;
using Edge.Hosting;
using Edge.Hub.Progress;
using Edge.Hub.Views.Progress;

namespace Edge.Hub.Cli;

/// <summary>progress: how far each place is.</summary>
internal static class ProgressCommands
{
    public static Command Create(CommonOptions common)
    {
        var place = new Option<string?>("--place") { Description = "A place's code, or a group of boards (default: the whole)", HelpName = "CODE" };
        var file = CsvOutput.Out();
        var csv = new Option<bool>("--csv") { Description = "Write CSV for a spreadsheet, a line for the place and for each in it" };
        var command = new Command("progress", "Shows how far a place is: enrolled, unable and why, and what is needed each day") { place, csv, file, common.Json, Check(common) };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var hub = new HubSocket(common.DataOf(parsed));
            var asked = $"?place={Uri.EscapeDataString(parsed.GetValue(place) ?? "")}";
            if (parsed.GetValue(csv) || parsed.GetValue(file) is not null)
            {
                await CsvOutput.WriteAsync(parsed, file, await hub.GetAsync<byte[]>("v1/progress/csv" + asked, cancellationToken));
                return ExitCode.Ok;
            }
            var view = await hub.GetAsync<ProgressView>("v1/progress" + asked, cancellationToken);
            await common.WriteAsync(parsed, view, Lines(view));
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Check(CommonOptions common)
    {
        var command = new Command("check", "Counts all records anew and compares with what was counted as they came") { common.Json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var hub = new HubSocket(common.DataOf(parsed));
            var report = await hub.GetAsync<ProgressCheckReport>("v1/progress/check", cancellationToken);
            await common.WriteAsync(parsed, report, [.. report.Told, $"{report.Records} records are counted, {report.Waiting} wait to be; {(report.Wrong == 0 ? "every count is that of a recount" : $"{report.Wrong} counts are not those of a recount")}"]);
            return report.Wrong == 0 ? ExitCode.Ok : ExitCode.Fault;
        });
        return command;
    }

    private static IEnumerable<string> Lines(ProgressView view)
    {
        var p = view.Place;
        yield return $"{string.Concat(view.Path.Where(a => a.Code.Length > 0).Select(a => a.Name + " / "))}{(p.Code.Length == 0 ? "All places" : p.Name)}: {Head(p)}";
        if (p.NeededPerDay is { } needed) yield return Say($"  {p.Remaining} left in {p.DaysLeft} days: {needed} a day needed");
        else if (p is { Remaining: > 0, DaysLeft: 0 }) yield return Say($"  {p.Remaining} left, and the last day was {Day(p.Deadline!.Value)}");
        foreach (var s in p.Services) yield return Say($"  {s.Service,-16} {s.Done,9} done ({s.WithExceptions} with exceptions) {s.Requested,9} requested {s.Unable,9} unable {s.Today,7} today");
        if (p.Unable.Count > 0) yield return Say($"  unable: {p.UnableCount}");
        foreach (var r in p.Unable) yield return Say($"    {(r.Reason == "*" ? "others" : r.Reason),-20} {r.Count,9} {r.Share,7:0.00} %{(r.Named.Count > 0 ? $" ({string.Join(", ", r.Named)})" : "")}");
        if (p.List is { } list) yield return Say($"  worklists: {list.People} people still missing, {list.NeedsRide} to be fetched, {list.NeedsVisit} to be visited");
        foreach (var child in view.Children) yield return $"  {child.Code,-24} {child.Name}: {Head(child)}";
        foreach (var team in view.Teams) yield return Say($"  {team.Node,-24} {(team.Officer.Length == 0 ? "nobody signed in" : team.Officer == "*" ? "others" : team.Officer),-18} {team.Enrolled,7} enrolled {team.EnrolledToday,5} today{(team.Quota is { } quota ? Say($" of {quota}") : "")} {team.Unable,6} unable");
    }

    private static string Head(PlaceFigures p)
    {
        var target = p.Target is { } people ? Say($" of {people} ({p.Percent:0.0} %)") : "";
        var quota = p.QuotaLow is null ? "" : $" of {PlaceQuota.Text((int?)p.QuotaLow, (int?)p.QuotaHigh)}";
        return Say($"{p.Enrolled}{target} enrolled{(p.Deadline is { } last ? $" by {Day(last)}" : "")}, {p.EnrolledToday}{quota} today");
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
