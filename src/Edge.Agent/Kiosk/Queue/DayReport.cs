namespace Edge.Agent.Kiosk.Queue;

/// <summary>A service day for whoever answers for it: every ticket by service and by the hour of its giving, with how long people waited and were served.</summary>
/// <param name="OpenedAt">Local time; null where the clock was not to be believed.</param>
/// <param name="Sums">The whole day.</param>
/// <param name="Services">By service, in the order of their first ticket.</param>
/// <param name="Hours">By the hour of the giving; tickets whose hour nobody knows stand last.</param>
internal sealed record DayReport(DateTimeOffset? OpenedAt, DaySums Sums, IReadOnlyList<ReportLine> Services, IReadOnlyList<ReportLine> Hours)
{
    public static DayReport Of(QueueState state) => new(state.Day?.OpenedAt, DaySums.Of(state),
        [.. state.Tickets.GroupBy(t => t.Service, StringComparer.Ordinal).Select(g => Line(g.Key, g))],
        [.. state.Tickets.GroupBy(t => t.IssuedAt?.Hour).OrderBy(g => g.Key ?? 24).Select(g => Line(g.Key is { } hour ? $"{hour:00}:00" : "", g))]);

    private static ReportLine Line(string name, IEnumerable<Ticket> of)
    {
        List<Ticket> tickets = [.. of];
        int Count(TicketState state) => tickets.Sum(t => t.Of(state));
        return new ReportLine(name, tickets.Count, tickets.Sum(t => t.People), Count(TicketState.Done), Count(TicketState.Exception), Count(TicketState.NoShow), Count(TicketState.Cancelled), Count(TicketState.Closed),
            tickets.Count(t => t.PassedOn > 0), Median(tickets.Select(t => t.Waited)), Median(tickets.Select(t => t.Took / Math.Max(1, t.Of(TicketState.Done)))));
    }

    private static long? Median(IEnumerable<TimeSpan?> times)
    {
        List<TimeSpan> known = [.. times.OfType<TimeSpan>().Order()];
        return known.Count == 0 ? null : (long)((known[(known.Count - 1) / 2] + known[known.Count / 2]) / 2).TotalSeconds;
    }
}

/// <summary>Tickets that have something in common.</summary>
/// <param name="Name">What.</param>
/// <param name="Given">How many there are.</param>
/// <param name="People">For how many people; those that follow are of these.</param>
/// <param name="Done">Served.</param>
/// <param name="Exception">Ended without it, for a reason.</param>
/// <param name="NoShow">Called, and nobody came.</param>
/// <param name="Cancelled">Ended by the officer.</param>
/// <param name="TurnedAway">Still waiting when the day was closed.</param>
/// <param name="PassedOn">Tickets that were passed on to another service or desk, however they ended.</param>
/// <param name="WaitedSeconds">The median from giving to call; null where none was called, or no clock could tell.</param>
/// <param name="ServedSeconds">The median from call to end, a person; null where none was served.</param>
internal sealed record ReportLine(string Name, int Given, int People, int Done, int Exception, int NoShow, int Cancelled, int TurnedAway, int PassedOn, long? WaitedSeconds, long? ServedSeconds);
