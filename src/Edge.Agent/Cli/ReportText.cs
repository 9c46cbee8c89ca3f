using System.Text.Json;

namespace Edge.Agent.Cli;

/// <summary>A service day as a table for people.</summary>
internal static class ReportText
{
    public static void Write(TextWriter output, JsonElement report)
    {
        var sums = report.GetProperty("sums");
        var opened = report.TryGetProperty("openedAt", out var at) ? $", opened {at.GetDateTimeOffset():yyyy-MM-dd HH:mm}" : "";
        output.WriteLine($"service day {sums.GetProperty("day")}{opened}");
        output.WriteLine($"tickets {sums.GetProperty("tickets")}, people {sums.GetProperty("people")}, enrolled {sums.GetProperty("enrolled")}, unable {sums.GetProperty("unable")}, no-show {sums.GetProperty("noShow")}, "
            + $"cancelled {sums.GetProperty("cancelled")} (turned away {sums.GetProperty("turnedAway")}), at a desk {sums.GetProperty("inProgress")}, waiting {sums.GetProperty("waiting")}, passed on {sums.GetProperty("passedOn")}");
        Table(output, "service", report.GetProperty("services"));
        Table(output, "hour", report.GetProperty("hours"));
    }

    private static void Table(TextWriter output, string head, JsonElement lines)
    {
        output.WriteLine();
        output.WriteLine($"{head,-14} {"given",6} {"people",7} {"done",6} {"unable",6} {"no-show",8} {"cancel",6} {"away",6} {"passed",6} {"waited",7} {"served",7}");
        foreach (var line in lines.EnumerateArray())
        {
            var name = line.GetProperty("name").GetString() is { Length: > 0 } known ? known : "unknown";
            output.WriteLine($"{name,-14} {Number("given"),6} {Number("people"),7} {Number("done"),6} {Number("exception"),6} {Number("noShow"),8} {Number("cancelled"),6} {Number("turnedAway"),6} {Number("passedOn"),6} {Minutes("waitedSeconds"),7} {Minutes("servedSeconds"),7}");

            int Number(string member) => line.GetProperty(member).GetInt32();

            string Minutes(string member) => line.TryGetProperty(member, out var seconds) ? $"{(seconds.GetInt64() + 30) / 60} min" : "-";
        }
    }
}
