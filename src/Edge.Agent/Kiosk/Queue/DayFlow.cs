namespace Edge.Agent.Kiosk.Queue;

/// <summary>The officer's opening and closing of the service day, and the pause in its middle.</summary>
internal static class DayFlow
{
    /// <summary>A new day with numbers from the start; on the date on which the last one was opened, that one goes on with the number after its last.</summary>
    public static Verdict Open(QueueState state, DateTimeOffset? local)
    {
        if (state.IsOpen) return new Refusal(RefusalKind.DayOpen, $"service day {state.Day!.Id} is open already; close it before another begins");
        // Two people with the same number on one date would both come.
        if (state.Day is { OpenedAt: { } opened } today && local is { } now && opened.Date == now.Date)
        {
            return new Step(StepKind.DayOpened, state with { Day = today with { Open = true, Paused = false }, Undo = null }, []);
        }
        var day = new ServiceDay((state.Day?.Id ?? 0) + 1, Open: true, local);
        // Whoever was left at a desk of the day before has gone home.
        return new Step(StepKind.DayOpened, new QueueState { Day = day }, [.. state.AtDesks.Select(t => t with { State = TicketState.Done })]);
    }

    /// <summary>No more tickets. Those who still wait are told, and their tickets end; a case at a desk may be finished.</summary>
    public static Verdict Close(QueueState state, int desk)
    {
        if (!state.IsOpen) return new Refusal(RefusalKind.DayClosed, "no service day is open; there is nothing to close");
        var before = state.Waiting.ToList();
        var closed = before.ConvertAll(t => t with { State = TicketState.Closed });
        var after = state.With(closed) with { Day = state.Day! with { Open = false, Paused = false }, Undo = new Undo([.. before], state.PriorityRun, Reopens: true, desk) };
        return new Step(StepKind.DayClosed, after, closed);
    }

    /// <summary>Officers go to lunch, or are back. Everybody keeps the place in the line.</summary>
    public static Verdict Pause(QueueState state, bool on) => state.IsOpen
        ? new Step(on ? StepKind.Paused : StepKind.Resumed, state with { Day = state.Day! with { Paused = on } }, [])
        : new Refusal(RefusalKind.DayClosed, "no service day is open; there is nothing to pause");
}
