using System.Text.Json;
using Edge.Hosting;

namespace Edge.Agent.Cli;

/// <summary>The queue as a table for people.</summary>
internal sealed class QueueText(TextWriter output, string language)
{
    public void Write(JsonElement queue)
    {
        output.WriteLine(queue.TryGetProperty("day", out var day) ? Say($"ngày làm việc {day.GetProperty("id")}: {Day(day).Vi}", $"service day {day.GetProperty("id")}: {Day(day).En}")
            : Say("chưa bắt đầu ngày làm việc nào: edge-agent queue open", "no service day was opened yet: edge-agent queue open"));
        if (queue.TryGetProperty("hours", out var hours) && hours.GetString() is { Length: > 0 } text) output.WriteLine(Say($"hôm nay cán bộ có mặt: {text}", $"officers are here today: {text}"));
        if (queue.TryGetProperty("problem", out var problem)) output.WriteLine(Say($"KHÔNG PHÁT PHIẾU: {problem.GetString()}", $"NO TICKETS ARE GIVEN: {problem.GetString()}"));
        foreach (var fault in queue.GetProperty("faults").EnumerateArray()) output.WriteLine(Fault(fault));
        var called = queue.GetProperty("atDesks").EnumerateArray().ToList();
        var several = queue.GetProperty("desks").GetInt32() > 1;
        if (called.Count == 0) output.WriteLine(several ? Say("chưa bàn nào gọi ai", "nobody is at a desk") : Say("chưa gọi ai", "nobody is at the desk"));
        foreach (var ticket in called) output.WriteLine($"{(several ? Say($"ở bàn {ticket.GetProperty("desk")}", $"at desk {ticket.GetProperty("desk")}") : Say("ở bàn", "at the desk"))}: {Line(ticket)}");
        output.WriteLine(Counts(queue.GetProperty("counts")));
        foreach (var ticket in queue.GetProperty("waiting").EnumerateArray()) output.WriteLine($"  {Line(ticket)}");
    }

    private string Say(string vi, string en) => new Said(vi, en).In(language);

    private static Said Day(JsonElement day) => !day.GetProperty("open").GetBoolean() ? new("đã nghỉ", "closed")
        : day.GetProperty("paused").GetBoolean() ? new("đang tiếp dân, cán bộ nghỉ trưa", "open, officers are at lunch") : new("đang tiếp dân", "open");

    private string Fault(JsonElement fault)
    {
        var (mark, word) = (fault.GetProperty("notice").GetBoolean() ? Say("lưu ý", "notice") : Say("LỖI", "FAULT"), Say(fault.GetProperty("vi").GetString()!, fault.GetProperty("en").GetString()!));
        return $"{mark}: {word} ({fault.GetProperty("device").GetString()} {fault.GetProperty("what").GetString()})";
    }

    private string Counts(JsonElement counts)
    {
        JsonElement Of(string name) => counts.GetProperty(name);
        var (people, vi, en) = (Of("people").GetInt32(), "", "");
        if (people != Of("given").GetInt32()) (vi, en) = ($" cho {people} người", $" for {people} people");
        return Say($"đã phát {Of("given")}{vi}, đang chờ {Of("waiting")}, xong {Of("done")}, vắng {Of("noShow")}, không làm được {Of("exception")}, đã chuyển {Of("passedOn")}, còn chờ lúc nghỉ {Of("closed")}",
            $"given {Of("given")}{en}, waiting {Of("waiting")}, done {Of("done")}, no-show {Of("noShow")}, exception {Of("exception")}, passed on {Of("passedOn")}, turned away {Of("closed")}");
    }

    private string Minutes(JsonElement ticket, string member, string word) => ticket.TryGetProperty(member, out var seconds) ? $"  {word} {seconds.GetInt64() / 60} {Say("phút", "min")}" : "";

    private string Line(JsonElement ticket)
    {
        var lane = ticket.GetProperty("priority").GetBoolean() ? $"  {Say("ưu tiên", "priority")}" : "";
        var wait = ticket.TryGetProperty("expectedWaitSeconds", out var seconds) ? $"  {Say("chừng", "about")} {Math.Max(1, (seconds.GetInt64() + 59) / 60)} {Say("phút", "min")}" : "";
        var recalls = ticket.TryGetProperty("recalls", out var r) && r.GetInt32() > 0 ? $"  {Say($"gọi lại {r.GetInt32()} lần", $"recalled {r.GetInt32()}x")}" : "";
        var waited = Minutes(ticket, "waitedSeconds", Say("đã chờ", "waited")) + Minutes(ticket, "sinceCallSeconds", Say("gọi cách đây", "called before"));
        var only = ticket.TryGetProperty("forDesk", out var forDesk) ? $"  {Say($"cho bàn {forDesk}", $"for desk {forDesk}")}" : "";
        var people = ticket.TryGetProperty("people", out var all) ? $"  {Say($"còn {ticket.GetProperty("peopleLeft")} trong {all} người", $"{ticket.GetProperty("peopleLeft")} of {all} people")}" : "";
        return $"{ticket.GetProperty("number").GetString(),-6} {ticket.GetProperty("service").GetString(),-12} {ticket.GetProperty("language").GetString(),-4}{lane}{people}{only}{recalls}{waited}{wait}";
    }
}
