using Edge.Agent.Kiosk.Settings;

namespace Edge.Agent.Kiosk.Queue;

/// <summary>Giving tickets, and moving them into the priority lane.</summary>
internal static class TicketFlow
{
    /// <summary>One more ticket at the end of its lane.</summary>
    /// <param name="state">The queue.</param>
    /// <param name="service">What its holder comes for.</param>
    /// <param name="language">The holder's language.</param>
    /// <param name="priority">Whether it is for the priority lane.</param>
    /// <param name="people">How many share it.</param>
    /// <param name="mark">A few random letters.</param>
    /// <param name="local">Now; null where the clock is not to be believed.</param>
    public static Verdict Give(QueueState state, Service service, string language, bool priority, int people, string mark, DateTimeOffset? local)
    {
        if (!state.IsOpen) return new Refusal(RefusalKind.DayClosed, "no service day is open; an officer opens it first");
        if (people is < 1 or > Ticket.MostPeople) return TooMany(people);
        if (TicketNumber.Next(service.Letter, state.Tickets) is not { } number)
        {
            return new Refusal(RefusalKind.NumbersUsedUp, $"service {service.Id} has given all numbers to {service.Letter}{TicketNumber.Last} this service day; close the day; the numbers begin anew tomorrow");
        }
        var ticket = new Ticket
        {
            Day = state.Day!.Id,
            Number = number,
            Ordinal = state.Tickets.Count + 1,
            Service = service.Id,
            Language = language,
            Priority = priority,
            People = people,
            Mark = mark,
            IssuedAt = local,
        };
        return new Step(StepKind.Given, state.With(ticket), [ticket], ticket);
    }

    /// <summary>Puts somebody who waits into the priority lane, or back; the newest who waits where no number is given.</summary>
    public static Verdict Mark(QueueState state, string? number, bool priority)
    {
        var ticket = number is null ? state.Waiting.LastOrDefault() : state.Find(number);
        if (ticket is null) return number is null ? new Refusal(RefusalKind.NobodyWaits, "nobody waits") : Unknown(state, number);
        if (ticket.State != TicketState.Waiting) return new Refusal(RefusalKind.NotCallable, $"ticket {ticket.Number} does not wait any more");
        var marked = ticket with { Priority = priority };
        return new Step(StepKind.Marked, state.With(marked), [marked], marked);
    }

    /// <summary>So many people share it: the ticket of that number; without one the ticket at the desk, or the newest that waits.</summary>
    public static Verdict Share(QueueState state, int desk, string? number, int people)
    {
        if (people is < 1 or > Ticket.MostPeople) return TooMany(people);
        var ticket = number is null ? state.At(desk) ?? state.Waiting.LastOrDefault() : state.Find(number);
        if (ticket is null) return number is null ? new Refusal(RefusalKind.NobodyWaits, "nobody is at the desk, and nobody waits") : Unknown(state, number);
        if (ticket.State is not (TicketState.Waiting or TicketState.AtDesk)) return new Refusal(RefusalKind.NotCallable, $"ticket {ticket.Number} neither waits nor is at a desk any more");
        if (people < ticket.Ended.Total) return new Refusal(RefusalKind.TooMany, $"people is {people}, and {ticket.Ended.Total} people of ticket {ticket.Number} are done already; it must be {ticket.Ended.Total} (the others did not come) to {Ticket.MostPeople}");
        if (people == ticket.Ended.Total) return CallFlow.EndWithoutOthers(state, ticket);
        var shared = ticket with { People = people };
        return new Step(StepKind.Shared, state.With(shared), [shared], shared);
    }

    private static Refusal TooMany(int people) => new(RefusalKind.TooMany, $"people is {people}; a ticket is for 1 to {Ticket.MostPeople}, a larger household takes two");

    public static Refusal Unknown(QueueState state, string number) =>
        new(RefusalKind.UnknownTicket, $"service day {state.Day?.Id ?? 0} has no ticket {number}");
}
