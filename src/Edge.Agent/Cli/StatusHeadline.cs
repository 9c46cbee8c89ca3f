using System.Text.Json;
using Edge.Agent.Doctor;
using Edge.Agent.Doctor.Parts;
using Edge.Agent.Doctor.Running;
using Edge.Agent.Doctor.Ways;
using Edge.Hosting;
using Edge.Hosting.Commands;

namespace Edge.Agent.Cli;

/// <summary>The first line of <c>status</c>: that all is well, or the one thing that is to be done first, in the doctor's words.</summary>
internal static class StatusHeadline
{
    public static Said Of(JsonElement status)
    {
        var wrong = All(status).Where(f => f.Grade != Grade.Ok).ToList();
        if (wrong.Count == 0) return Headline.Well(Waiting(RecordsExam.Number(status, "backlog", "records")));
        // Those of a grade stand in the order of their urgency.
        var first = wrong.MaxBy(f => f.Grade)!;
        return Headline.ToDo(new Said(Line(first, f => f.Vi), Line(first, f => f.En)), wrong.Count - 1, "edge-agent doctor");
    }

    private static Said? Waiting(long records) => records == 0 ? null : new($"{records} hồ sơ chờ gửi", $"{Counted.Of(records, "record")} waiting to be sent");

    private static string Line(Finding finding, Func<Said, string> language)
    {
        var detail = finding.Detail is { } own ? $" ({own})" : "";
        return $"{language(finding.Subject.Name)}: {language(finding.Reason)}{detail}{(finding.Act is { } act ? $" -> {language(act)}" : "")}";
    }

    private static IEnumerable<Finding> All(JsonElement status)
    {
        var records = RecordsExam.Judge(status);
        yield return records;
        // A full store is one trouble, told once.
        if (records.Grade != Grade.Fault && Text(status, "kiosk", "problem") is { } store) yield return Subject.Records.Fault("không phát phiếu", "no tickets are given", detail: store);
        foreach (var fault in Faults(status)) yield return fault;
        foreach (var (section, subject, vi, en) in Sections)
        {
            if (Text(status, section, "problem") is { } problem) yield return subject.Attention(vi, en, detail: problem);
        }
        if (AgentUplink.Read(status) is { } uplink && (!uplink.Connected || uplink.Act is not null)) yield return Subject.Mqtt.Attention(uplink.Summary.Vi, uplink.Summary.En, uplink.Act);
        yield return AgentExam.Running(status);
    }

    private static readonly (string Section, Subject Subject, string Vi, string En)[] Sections =
    [
        ("trust", Subject.Trust, "không dùng được tệp mới nhất", "the newest one cannot be used"),
        ("settings", Subject.Configuration, "không dùng được thiết lập của trung tâm", "what the hub has set cannot be used"),
        ("desk", Subject.Configuration, "trang của cán bộ không mở được", "the officer's page is not served"),
    ];

    private static IEnumerable<Finding> Faults(JsonElement status)
    {
        if (!status.TryGetProperty("faults", out var faults)) yield break;
        foreach (var fault in faults.EnumerateArray())
        {
            var (device, what, reason) = (fault.GetProperty("device").GetString()!, fault.GetProperty("what").GetString()!, Text(fault, "reason"));
            var (subject, vi, en) = (DeviceFindings.Of(device), fault.GetProperty("vi").GetString()!, fault.GetProperty("en").GetString()!);
            var act = DeviceFindings.Act(what, reason);
            yield return fault.GetProperty("notice").GetBoolean() ? subject.Attention(vi, en, act) : subject.Fault(vi, en, act, reason);
        }
    }

    private static string? Text(JsonElement value, params string[] path)
    {
        foreach (var member in path)
        {
            if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(member, out value)) return null;
        }
        return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
    }
}
