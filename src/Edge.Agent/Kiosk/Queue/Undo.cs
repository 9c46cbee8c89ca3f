using System.Collections.Immutable;

namespace Edge.Agent.Kiosk.Queue;

/// <summary>What the officer's newest step changed, as it was before.</summary>
/// <param name="Tickets">The tickets it changed.</param>
/// <param name="PriorityRun">How many of the priority lane had been called in a row.</param>
/// <param name="Reopens">The step closed the day.</param>
internal sealed record Undo(ImmutableList<Ticket> Tickets, int PriorityRun, bool Reopens);
