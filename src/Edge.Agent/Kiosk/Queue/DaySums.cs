namespace Edge.Agent.Kiosk.Queue;

/// <summary>A service day in figures. Every person is in exactly one of the six that follow <see cref="Tickets"/>, so that they add up to <see cref="People"/>.</summary>
/// <param name="Day">The service day's number; 0 before the first.</param>
/// <param name="Tickets">All that were given; a household has one.</param>
/// <param name="Enrolled">Served to the end.</param>
/// <param name="Unable">Ended without it, for a reason.</param>
/// <param name="NoShow">Called, and nobody came.</param>
/// <param name="Cancelled">Ended by the officer, or still waiting when the day was closed.</param>
/// <param name="InProgress">At the desk.</param>
/// <param name="Waiting">Not called yet.</param>
internal sealed record DaySums(long Day, int Tickets, int Enrolled, int Unable, int NoShow, int Cancelled, int InProgress, int Waiting)
{
    /// <summary>How many people the tickets are for.</summary>
    public int People { get; init; }

    /// <summary>Of the cancelled, those who still waited when the day was closed.</summary>
    public int TurnedAway { get; init; }

    /// <summary>Tickets that were passed on to another service or desk; each is counted above by how it ended.</summary>
    public int PassedOn { get; init; }

    /// <summary>Of the enrolled, by service: a card is not an account, and neither is an activation.</summary>
    public IReadOnlyDictionary<string, int> ByService { get; init; } = new Dictionary<string, int>();

    public static DaySums Of(QueueState state) => new(state.Day?.Id ?? 0, state.Tickets.Count, state.PeopleIn(TicketState.Done), state.PeopleIn(TicketState.Exception), state.PeopleIn(TicketState.NoShow),
        state.PeopleIn(TicketState.Cancelled) + state.PeopleIn(TicketState.Closed), state.PeopleIn(TicketState.AtDesk), state.PeopleIn(TicketState.Waiting))
    {
        People = state.People,
        TurnedAway = state.PeopleIn(TicketState.Closed),
        PassedOn = state.PassedOn,
        ByService = state.Tickets.Where(t => t.Of(TicketState.Done) > 0).GroupBy(t => t.Service, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Sum(t => t.Of(TicketState.Done)), StringComparer.Ordinal),
    };
}
