using System.Text.Json;
using Edge.Hosting;
using Edge.Hosting.Commands;

namespace Edge.Agent.Cli;

/// <summary>A service day as a table for people.</summary>
internal sealed class ReportText(TextWriter output, string language)
{
    private static readonly Column[] Counted =
    [
        new(new("phát", "given"), -6), new(new("người", "people"), -6), new(new("xong", "done"), -6), new(new("không được", "unable"), -10), new(new("vắng", "no-show"), -7), new(new("huỷ", "cancel"), -6), new(new("lúc nghỉ", "away"), -8),
        new(new("chuyển", "passed"), -6), new(new("đã chờ", "waited"), -8), new(new("đã làm", "served"), -8),
    ];

    public void Write(JsonElement report)
    {
        var sums = report.GetProperty("sums");
        var opened = report.TryGetProperty("openedAt", out var at) ? new Said($", bắt đầu {at.GetDateTimeOffset():yyyy-MM-dd HH:mm}", $", opened {at.GetDateTimeOffset():yyyy-MM-dd HH:mm}") : new("", "");
        output.WriteLine(Say($"ngày làm việc {sums.GetProperty("day")}{opened.Vi}", $"service day {sums.GetProperty("day")}{opened.En}"));
        output.WriteLine(Sums(sums));
        Table(new(new("việc", "service"), 14), report.GetProperty("services"));
        Table(new(new("giờ", "hour"), 14), report.GetProperty("hours"));
    }

    private string Sums(JsonElement sums)
    {
        JsonElement Of(string name) => sums.GetProperty(name);
        return Say($"tổng số phiếu {Of("tickets")}, số người {Of("people")}, đã làm {Of("enrolled")}, không làm được {Of("unable")}, vắng {Of("noShow")}, huỷ {Of("cancelled")} (còn chờ lúc nghỉ {Of("turnedAway")}), ở bàn {Of("inProgress")}, đang chờ {Of("waiting")}, đã chuyển {Of("passedOn")}",
            $"tickets {Of("tickets")}, people {Of("people")}, enrolled {Of("enrolled")}, unable {Of("unable")}, no-show {Of("noShow")}, cancelled {Of("cancelled")} (turned away {Of("turnedAway")}), at a desk {Of("inProgress")}, waiting {Of("waiting")}, passed on {Of("passedOn")}");
    }

    private string Say(string vi, string en) => new Said(vi, en).In(language);

    private void Table(Column first, JsonElement lines)
    {
        var columns = new Columns([first, .. Counted]);
        output.WriteLine();
        output.WriteLine(columns.Heading(language));
        foreach (var line in lines.EnumerateArray()) output.WriteLine(columns.Line(Cells(line)));
    }

    private string[] Cells(JsonElement line)
    {
        var name = line.GetProperty("name").GetString() is { Length: > 0 } known ? known : Say("không rõ", "unknown");
        string[] counts = [.. ((string[])["given", "people", "done", "exception", "noShow", "cancelled", "turnedAway", "passedOn"]).Select(m => $"{line.GetProperty(m).GetInt32()}")];
        return [name, .. counts, Minutes("waitedSeconds"), Minutes("servedSeconds")];

        string Minutes(string member) => line.TryGetProperty(member, out var seconds) ? $"{(seconds.GetInt64() + 30) / 60} {Say("phút", "min")}" : "-";
    }
}
