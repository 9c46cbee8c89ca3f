namespace Edge.Agent.Kiosk.Queue;

/// <summary>A service day in figures. Every ticket is in exactly one of the six that follow <see cref="Tickets"/>, so that they add up.</summary>
/// <param name="Day">The service day's number; 0 before the first.</param>
/// <param name="Tickets">All that were given.</param>
/// <param name="Enrolled">Served to the end.</param>
/// <param name="Unable">Ended without it, for a reason.</param>
/// <param name="NoShow">Called, and nobody came.</param>
/// <param name="Cancelled">Ended by the officer, or still waiting when the day was closed.</param>
/// <param name="InProgress">At the desk.</param>
/// <param name="Waiting">Not called yet.</param>
internal sealed record DaySums(long Day, int Tickets, int Enrolled, int Unable, int NoShow, int Cancelled, int InProgress, int Waiting)
{
    /// <summary>Of the cancelled, those who still waited when the day was closed.</summary>
    public int TurnedAway { get; init; }

    /// <summary>Tickets that were passed on to another service or desk; each is counted above by how it ended.</summary>
    public int PassedOn { get; init; }

    /// <summary>Of the enrolled, by service: a card is not an account, and neither is an activation.</summary>
    public IReadOnlyDictionary<string, int> ByService { get; init; } = new Dictionary<string, int>();

    public static DaySums Of(QueueState state)
    {
        int Count(params ReadOnlySpan<TicketState> which)
        {
            var count = 0;
            foreach (var ticket in state.Tickets) count += which.Contains(ticket.State) ? 1 : 0;
            return count;
        }

        return new DaySums(state.Day?.Id ?? 0, state.Tickets.Count, Count(TicketState.Done), Count(TicketState.Exception), Count(TicketState.NoShow),
            Count(TicketState.Cancelled, TicketState.Closed), Count(TicketState.AtDesk), Count(TicketState.Waiting))
        {
            TurnedAway = Count(TicketState.Closed),
            PassedOn = state.Tickets.Count(t => t.PassedOn > 0),
            ByService = state.Tickets.Where(t => t.State == TicketState.Done).GroupBy(t => t.Service, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal),
        };
    }
}
