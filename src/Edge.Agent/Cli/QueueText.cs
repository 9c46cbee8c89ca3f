using System.Text.Json;

namespace Edge.Agent.Cli;

/// <summary>The queue as a table for people.</summary>
internal static class QueueText
{
    public static void Write(TextWriter output, JsonElement queue)
    {
        output.WriteLine(queue.TryGetProperty("day", out var day)
            ? $"service day {day.GetProperty("id")}: {(day.GetProperty("open").GetBoolean() ? "open" : "closed")}"
            : "no service day was opened yet: edge-agent queue open");
        if (queue.TryGetProperty("hours", out var hours) && hours.GetString() is { Length: > 0 } text) output.WriteLine($"officers are here today: {text}");
        if (queue.TryGetProperty("problem", out var problem)) output.WriteLine($"NO TICKETS ARE GIVEN: {problem.GetString()}");
        foreach (var fault in queue.GetProperty("faults").EnumerateArray())
        {
            var mark = fault.GetProperty("notice").GetBoolean() ? "notice" : "FAULT";
            output.WriteLine($"{mark}: {fault.GetProperty("vi").GetString()} / {fault.GetProperty("en").GetString()} ({fault.GetProperty("device").GetString()} {fault.GetProperty("what").GetString()})");
        }
        output.WriteLine(queue.TryGetProperty("atDesk", out var desk) ? $"at the desk: {Line(desk)}" : "nobody is at the desk");
        var counts = queue.GetProperty("counts");
        output.WriteLine($"given {counts.GetProperty("given")}, waiting {counts.GetProperty("waiting")}, done {counts.GetProperty("done")}, "
            + $"no-show {counts.GetProperty("noShow")}, exception {counts.GetProperty("exception")}");
        foreach (var ticket in queue.GetProperty("waiting").EnumerateArray()) output.WriteLine($"  {Line(ticket)}");
    }

    private static string Line(JsonElement ticket)
    {
        var lane = ticket.GetProperty("priority").GetBoolean() ? "  priority" : "";
        var wait = ticket.TryGetProperty("expectedWaitSeconds", out var seconds) ? $"  about {Math.Max(1, (seconds.GetInt64() + 59) / 60)} min" : "";
        var recalls = ticket.TryGetProperty("recalls", out var r) && r.GetInt32() > 0 ? $"  recalled {r.GetInt32()}x" : "";
        return $"{ticket.GetProperty("number").GetString(),-6} {ticket.GetProperty("service").GetString(),-12} {ticket.GetProperty("language").GetString(),-4}{lane}{recalls}{wait}";
    }
}
