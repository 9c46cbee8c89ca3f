using System.Text.Json;

namespace Edge.Agent.Cli;

/// <summary>The queue as a table for people.</summary>
internal static class QueueText
{
    public static void Write(TextWriter output, JsonElement queue)
    {
        output.WriteLine(queue.TryGetProperty("day", out var day)
            ? $"service day {day.GetProperty("id")}: {(!day.GetProperty("open").GetBoolean() ? "closed" : day.GetProperty("paused").GetBoolean() ? "open, officers are at lunch" : "open")}"
            : "no service day was opened yet: edge-agent queue open");
        if (queue.TryGetProperty("hours", out var hours) && hours.GetString() is { Length: > 0 } text) output.WriteLine($"officers are here today: {text}");
        if (queue.TryGetProperty("problem", out var problem)) output.WriteLine($"NO TICKETS ARE GIVEN: {problem.GetString()}");
        foreach (var fault in queue.GetProperty("faults").EnumerateArray())
        {
            var mark = fault.GetProperty("notice").GetBoolean() ? "notice" : "FAULT";
            output.WriteLine($"{mark}: {fault.GetProperty("vi").GetString()} / {fault.GetProperty("en").GetString()} ({fault.GetProperty("device").GetString()} {fault.GetProperty("what").GetString()})");
        }
        var called = queue.GetProperty("atDesks").EnumerateArray().ToList();
        var several = queue.GetProperty("desks").GetInt32() > 1;
        if (called.Count == 0) output.WriteLine(several ? "nobody is at a desk" : "nobody is at the desk");
        foreach (var ticket in called) output.WriteLine($"{(several ? $"at desk {ticket.GetProperty("desk")}" : "at the desk")}: {Line(ticket)}");
        var counts = queue.GetProperty("counts");
        output.WriteLine($"given {counts.GetProperty("given")}{(People(counts) == counts.GetProperty("given").GetInt32() ? "" : $" for {People(counts)} people")}, waiting {counts.GetProperty("waiting")}, done {counts.GetProperty("done")}, "
            + $"no-show {counts.GetProperty("noShow")}, exception {counts.GetProperty("exception")}, passed on {counts.GetProperty("passedOn")}, turned away {counts.GetProperty("closed")}");
        foreach (var ticket in queue.GetProperty("waiting").EnumerateArray()) output.WriteLine($"  {Line(ticket)}");
    }

    private static int People(JsonElement counts) => counts.GetProperty("people").GetInt32();

    private static string Minutes(JsonElement ticket, string member, string word) => ticket.TryGetProperty(member, out var seconds) ? $"  {word} {seconds.GetInt64() / 60} min" : "";

    private static string Line(JsonElement ticket)
    {
        var lane = ticket.GetProperty("priority").GetBoolean() ? "  priority" : "";
        var wait = ticket.TryGetProperty("expectedWaitSeconds", out var seconds) ? $"  about {Math.Max(1, (seconds.GetInt64() + 59) / 60)} min" : "";
        var recalls = ticket.TryGetProperty("recalls", out var r) && r.GetInt32() > 0 ? $"  recalled {r.GetInt32()}x" : "";
        var waited = Minutes(ticket, "waitedSeconds", "waited") + Minutes(ticket, "sinceCallSeconds", "called before");
        var only = ticket.TryGetProperty("forDesk", out var forDesk) ? $"  for desk {forDesk}" : "";
        var people = ticket.TryGetProperty("people", out var all) ? $"  {ticket.GetProperty("peopleLeft")} of {all} people" : "";
        return $"{ticket.GetProperty("number").GetString(),-6} {ticket.GetProperty("service").GetString(),-12} {ticket.GetProperty("language").GetString(),-4}{lane}{people}{only}{recalls}{waited}{wait}";
    }
}
