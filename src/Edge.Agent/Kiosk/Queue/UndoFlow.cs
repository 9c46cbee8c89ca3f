using System.Collections.Immutable;

namespace Edge.Agent.Kiosk.Queue;

/// <summary>Takes the officer's newest step back: one, and not twice.</summary>
internal static class UndoFlow
{
    public static Verdict Back(QueueState state, int desk)
    {
        if (state.Undo is not { } undo) return new Refusal(RefusalKind.NothingToUndo, "there is no step to take back");
        if (undo.Desk != desk) return new Refusal(RefusalKind.NothingToUndo, $"the newest step is desk {undo.Desk}'s, and only that desk takes it back");
        // A case that was done before the next was called is at the desk again; whoever was called since waits again.
        var restored = undo.Tickets.Select(before => before with { Priority = state.Tickets[before.Ordinal - 1].Priority, People = Math.Max(state.Tickets[before.Ordinal - 1].People, before.Ended.Total + 1) }).ToList();
        var after = state.With(restored) with
        {
            Day = undo.Reopens ? state.Day! with { Open = true } : state.Day,
            PriorityRun = undo.PriorityRun,
            Undo = null,
        };
        return new Step(StepKind.Undone, after, restored, after.At(desk));
    }
}

/// <summary>What the officer's newest step changed, as it was before.</summary>
/// <param name="Tickets">The tickets it changed.</param>
/// <param name="PriorityRun">How many of the priority lane had been called in a row.</param>
/// <param name="Reopens">The step closed the day.</param>
/// <param name="Desk">Whose step it was.</param>
internal sealed record Undo(ImmutableList<Ticket> Tickets, int PriorityRun, bool Reopens, int Desk = 1);
