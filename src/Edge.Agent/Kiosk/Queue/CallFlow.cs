namespace Edge.Agent.Kiosk.Queue;

/// <summary>The officer's steps at the desk. Each can be taken back until the next.</summary>
/// <param name="recallsBeforeNoShow">How often a number is called again before it may be put aside.</param>
/// <param name="priorityInARow">At most so many of the priority lane in a row while others wait.</param>
internal sealed class CallFlow(int recallsBeforeNoShow, int priorityInARow)
{
    private static readonly Refusal NobodyAtDesk = new(RefusalKind.NobodyAtDesk, "nobody is called; call the next one first");

    /// <summary>Whoever is at the desk is done, and the next is called; a certain one where a number is given, also one who missed the call. It ends a pause.</summary>
    public Verdict Next(QueueState state, CallAt at, string? number)
    {
        if (number is null && !state.IsOpen) return new Refusal(RefusalKind.DayClosed, "no service day is open; an officer opens it first");
        var next = number is null ? CallOrder.Line(state, priorityInARow, at.Desk).FirstOrDefault() : state.Find(number);
        if (next is null) return number is null ? Finish(state, at) : TicketFlow.Unknown(state, number);
        if (next.Left == 0) return new Refusal(RefusalKind.NotCallable, $"everybody of ticket {next.Number} is done");
        if (next.State is TicketState.AtDesk or TicketState.Done) return new Refusal(RefusalKind.NotCallable, $"ticket {next.Number} is {(next.State == TicketState.Done ? "done" : "called already; recall it")}");
        var called = next with { State = TicketState.AtDesk, CalledAt = at.Now, Recalls = 0, Reason = null, Desk = at.Desk, Waited = next.Waited ?? next.WaitingBy(at.Local) };
        var ended = state.At(at.Desk) is { } current ? new[] { Served(current, at.Now) } : [];
        var before = state.At(at.Desk) is { } was ? new[] { was, next } : [next];
        var step = Officer(StepKind.Called, state, at.Desk, [.. ended, called], before, called);
        var run = next.State == TicketState.Waiting ? CallOrder.Run(state.PriorityRun, next.Priority) : state.PriorityRun;
        return step with { State = step.State with { PriorityRun = run, Day = state.Day! with { Paused = false } } };
    }

    /// <summary>Calls the same number once more.</summary>
    public static Verdict Recall(QueueState state, CallAt at)
    {
        if (state.At(at.Desk) is not { } current) return NobodyAtDesk;
        var recalled = current with { Recalls = current.Recalls + 1, CalledAt = current.Ended.Total > 0 ? current.CalledAt : at.Now };
        // What can be taken back stays what it was: a recall is no mistake that needs undoing.
        return new Step(StepKind.Recalled, state.With(recalled), [recalled], recalled);
    }

    /// <summary>Nobody came. The ticket is put aside and can still be called by its number.</summary>
    public Verdict NoShow(QueueState state, int desk)
    {
        if (state.At(desk) is not { } current) return NobodyAtDesk;
        return current.Recalls < recallsBeforeNoShow
            ? new Refusal(RefusalKind.RecallFirst, $"ticket {current.Number} was called again {current.Recalls} of {recallsBeforeNoShow} times; recall it first")
            : End(StepKind.NoShow, state, current, current with { State = TicketState.NoShow });
    }

    /// <summary>Everybody of the ticket at the desk is served.</summary>
    public static Verdict Done(QueueState state, CallAt at) =>
        state.At(at.Desk) is { } current ? End(StepKind.Done, state, current, Served(current, at.Now)) : NobodyAtDesk;

    /// <summary>The case ends without a record; of a household it is one person's, and the others stay.</summary>
    public static Verdict Except(QueueState state, int desk, string reason) =>
        state.At(desk) is { } current ? EndOne(StepKind.Exception, state, current, current with { State = TicketState.Exception, Reason = reason }) : NobodyAtDesk;

    /// <summary>Somebody at the desk, or of that number, waits again: for another service, another desk, or both.</summary>
    public static Verdict PassOn(QueueState state, int desk, string? number, string? service, int? toDesk)
    {
        var ticket = number is null ? state.At(desk) : state.Find(number);
        if (ticket is null) return number is null ? NobodyAtDesk : TicketFlow.Unknown(state, number);
        if (ticket.State is not (TicketState.AtDesk or TicketState.Waiting)) return new Refusal(RefusalKind.NotCallable, $"ticket {ticket.Number} neither waits nor is at a desk; call it by its number instead");
        if (ticket.State == TicketState.AtDesk && !ticket.IsAt(desk)) return new Refusal(RefusalKind.NotCallable, $"ticket {ticket.Number} is at desk {ticket.DeskOrFirst()}, which alone can pass it on");
        if (!state.IsOpen) return new Refusal(RefusalKind.DayClosed, "no service day is open; nobody would call the ticket");
        if (ticket.Ended.Total > 0) return new Refusal(RefusalKind.HouseholdBegun, $"{ticket.Ended.Total} of {ticket.People} people of ticket {ticket.Number} are done; finish with the others here, or make the ticket one for {ticket.Ended.Total} and give them one of their own");
        var passed = ticket with { State = TicketState.Waiting, Service = service ?? ticket.Service, ForDesk = toDesk, CalledAt = null, Recalls = 0, PassedOn = ticket.PassedOn + 1 };
        return Officer(StepKind.PassedOn, state, desk, [passed], [ticket], passed);
    }

    /// <summary>The case of that ticket, or of one person of its household, has ended, as whoever keeps cases says.</summary>
    public static Verdict End(QueueState state, Moment now, (long Day, string Number) ticket, TicketState how, string? reason, int? after)
    {
        if (state.Find(ticket.Number) is not { State: TicketState.AtDesk } current || current.Day != ticket.Day) return new Refusal(RefusalKind.NotCallable, $"ticket {ticket.Number} of service day {ticket.Day} is not at the desk any more");
        if (current.Ended.Total > after) return new Refusal(RefusalKind.NotCallable, $"this person of ticket {ticket.Number} was ended by an officer's key already");
        return how switch
        {
            TicketState.Done => EndOne(StepKind.Done, state, current, Served(current, now)),
            TicketState.Exception => EndOne(StepKind.Exception, state, current, current with { State = TicketState.Exception, Reason = reason ?? "other" }),
            TicketState.Cancelled => EndOne(StepKind.Cancelled, state, current, current with { State = TicketState.Cancelled }),
            _ => throw new ArgumentException($"no case ends as {how}", nameof(how)),
        };
    }

    // Next with nobody waiting still ends the case at the desk: that is what the officer meant.
    private static Verdict Finish(QueueState state, CallAt at) =>
        state.At(at.Desk) is null ? new Refusal(RefusalKind.NobodyWaits, "nobody waits") : Done(state, at);

    private static Ticket Served(Ticket ticket, Moment now) => ticket with { State = TicketState.Done, Took = ticket.CalledAt is { } called ? now.Since(called) : null };

    /// <summary>Nobody else of a household comes: its ticket ends as those who were there did.</summary>
    public static Step EndWithoutOthers(QueueState state, Ticket ticket)
    {
        var how = ticket.Ended switch { { Done: > 0 } => TicketState.Done, { Unable: > 0 } => TicketState.Exception, _ => TicketState.Cancelled };
        return End(StepKind.Shared, state, ticket, ticket with { People = ticket.Ended.Total, State = how });
    }

    private static Step EndOne(StepKind kind, QueueState state, Ticket before, Ticket after) => End(kind, state, before,
        before.Left == 1 ? after : before with { Ended = before.Ended.And(after.State), Reason = after.Reason });

    private static Step End(StepKind kind, QueueState state, Ticket before, Ticket after) => Officer(kind, state, before.DeskOrFirst(), [after], [before], after);

    private static Step Officer(StepKind kind, QueueState state, int desk, IReadOnlyList<Ticket> changed, IEnumerable<Ticket> before, Ticket about) =>
        new(kind, state.With(changed) with { Undo = new Undo([.. before], state.PriorityRun, Reopens: false, desk) }, changed, about);
}

/// <summary>Where and when an officer does something.</summary>
/// <param name="Now">For what lasts.</param>
/// <param name="Local">By the wall clock; null where that is not to be believed.</param>
/// <param name="Desk">1 where there is one.</param>
internal readonly record struct CallAt(Moment Now, DateTimeOffset? Local, int Desk);
