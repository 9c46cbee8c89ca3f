namespace Edge.Agent.Kiosk.Queue;

/// <summary>The officer's steps at the desk. Each can be taken back until the next.</summary>
/// <param name="recallsBeforeNoShow">How often a number is called again before it may be put aside.</param>
/// <param name="priorityInARow">At most so many of the priority lane in a row while others wait.</param>
internal sealed class CallFlow(int recallsBeforeNoShow, int priorityInARow)
{
    private static readonly Refusal NobodyAtDesk = new(RefusalKind.NobodyAtDesk, "nobody is called; call the next one first");

    /// <summary>Whoever is at the desk is done, and the next is called; a certain one where a number is given, also one who missed the call.</summary>
    public Verdict Next(QueueState state, Moment now, string? number)
    {
        if (number is null && !state.IsOpen) return new Refusal(RefusalKind.DayClosed, "no service day is open; an officer opens it first");
        var next = number is null ? CallOrder.Line(state, priorityInARow).FirstOrDefault() : state.Find(number);
        if (next is null) return number is null ? Finish(state, now) : TicketFlow.Unknown(state, number);
        if (next.State is TicketState.AtDesk or TicketState.Done) return new Refusal(RefusalKind.NotCallable, $"ticket {next.Number} is {(next.State == TicketState.Done ? "done" : "called already; recall it")}");
        var called = next with { State = TicketState.AtDesk, CalledAt = now, Recalls = 0, Reason = null };
        var ended = state.AtDesk is { } current ? new[] { Served(current, now) } : [];
        var before = state.AtDesk is { } was ? new[] { was, next } : [next];
        var step = Officer(StepKind.Called, state, [.. ended, called], before, called);
        var run = next.State == TicketState.Waiting ? CallOrder.Run(state.PriorityRun, next.Priority) : state.PriorityRun;
        return step with { State = step.State with { PriorityRun = run } };
    }

    /// <summary>Calls the same number once more.</summary>
    public static Verdict Recall(QueueState state, Moment now)
    {
        if (state.AtDesk is not { } current) return NobodyAtDesk;
        var recalled = current with { Recalls = current.Recalls + 1, CalledAt = now };
        // What can be taken back stays what it was: a recall is no mistake that needs undoing.
        return new Step(StepKind.Recalled, state.With(recalled), [recalled], recalled);
    }

    /// <summary>Nobody came. The ticket is put aside and can still be called by its number.</summary>
    public Verdict NoShow(QueueState state)
    {
        if (state.AtDesk is not { } current) return NobodyAtDesk;
        return current.Recalls < recallsBeforeNoShow
            ? new Refusal(RefusalKind.RecallFirst, $"ticket {current.Number} was called again {current.Recalls} of {recallsBeforeNoShow} times; recall it first")
            : End(StepKind.NoShow, state, current, current with { State = TicketState.NoShow });
    }

    public static Verdict Done(QueueState state, Moment now) =>
        state.AtDesk is { } current ? End(StepKind.Done, state, current, Served(current, now)) : NobodyAtDesk;

    /// <summary>The case ends without a record.</summary>
    public static Verdict Except(QueueState state, string reason) =>
        state.AtDesk is { } current ? End(StepKind.Exception, state, current, current with { State = TicketState.Exception, Reason = reason }) : NobodyAtDesk;

    /// <summary>The case of that ticket has ended, as whoever keeps cases says.</summary>
    public static Verdict End(QueueState state, Moment now, (long Day, string Number) ticket, TicketState how, string? reason)
    {
        if (state.AtDesk is not { } current || (current.Day, current.Number) != ticket) return new Refusal(RefusalKind.NotCallable, $"ticket {ticket.Number} of service day {ticket.Day} is not at the desk any more");
        return how switch
        {
            TicketState.Done => Done(state, now),
            TicketState.Exception => Except(state, reason ?? "other"),
            TicketState.Cancelled => End(StepKind.Cancelled, state, current, current with { State = TicketState.Cancelled }),
            _ => throw new ArgumentException($"no case ends as {how}", nameof(how)),
        };
    }

    // Next with nobody waiting still ends the case at the desk: that is what the officer meant.
    private static Verdict Finish(QueueState state, Moment now) =>
        state.AtDesk is null ? new Refusal(RefusalKind.NobodyWaits, "nobody waits") : Done(state, now);

    private static Ticket Served(Ticket ticket, Moment now) => ticket with { State = TicketState.Done, Took = ticket.CalledAt is { } called ? now.Since(called) : null };

    private static Step End(StepKind kind, QueueState state, Ticket before, Ticket after) => Officer(kind, state, [after], [before], after);

    private static Step Officer(StepKind kind, QueueState state, IReadOnlyList<Ticket> changed, IEnumerable<Ticket> before, Ticket about) =>
        new(kind, state.With(changed) with { Undo = new Undo([.. before], state.PriorityRun, Reopens: false) }, changed, about);
}
