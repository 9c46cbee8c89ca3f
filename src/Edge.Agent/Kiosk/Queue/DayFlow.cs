namespace Edge.Agent.Kiosk.Queue;

/// <summary>The officer's opening and closing of the service day.</summary>
internal static class DayFlow
{
    /// <summary>A new day with numbers from the start.</summary>
    public static Verdict Open(QueueState state, DateTimeOffset? local)
    {
        if (state.IsOpen) return new Refusal(RefusalKind.DayOpen, $"service day {state.Day!.Id} is open already; close it before another begins");
        var day = new ServiceDay((state.Day?.Id ?? 0) + 1, Open: true, local);
        // Whoever was left at the desk of the day before has gone home.
        var left = state.AtDesk is { } forgotten ? new[] { forgotten with { State = TicketState.Done } } : [];
        return new Step(StepKind.DayOpened, new QueueState { Day = day }, left);
    }

    /// <summary>No more tickets. Those who still wait are told, and their tickets end; a case at the desk may be finished.</summary>
    public static Verdict Close(QueueState state)
    {
        if (!state.IsOpen) return new Refusal(RefusalKind.DayClosed, "no service day is open; there is nothing to close");
        var before = state.Waiting.ToList();
        var closed = before.ConvertAll(t => t with { State = TicketState.Closed });
        var after = state.With(closed) with { Day = state.Day! with { Open = false }, Undo = new Undo([.. before], state.PriorityRun, Reopens: true) };
        return new Step(StepKind.DayClosed, after, closed);
    }
}
