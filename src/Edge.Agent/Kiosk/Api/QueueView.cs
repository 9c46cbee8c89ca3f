using Edge.Agent.Custody;
using Edge.Agent.Kiosk.Queue;
using Edge.Agent.Kiosk.Settings;
using Edge.Agent.Kiosk.Show;
using Edge.Agent.Kiosk.Store;
using Edge.Agent.Telemetry.Faults;

namespace Edge.Agent.Kiosk.Api;

/// <summary>The queue as clients are told it. Nothing of it says who somebody is.</summary>
internal sealed class QueueView(QueueStore book, SceneBoard scenes, KioskSettings settings, IBoardClock clock, TimeProvider time)
{
    private readonly ExpectedWait _wait = new(settings.Options.WaitSample);

    public object Queue()
    {
        var (state, scene, now, here) = (book.Current, scenes.Current, clock.Now(), time.Local());
        var line = CallOrder.Line(state, settings.Options.PriorityInARow).ToList();
        return new
        {
            Day = state.Day is { } day ? new { day.Id, day.Open, day.OpenedAt, day.Paused } : null,
            Hours = here is { } local ? settings.Hours.Text(DateOnly.FromDateTime(local.Date)) : null,
            OfficersExpected = here is { } at ? settings.Hours.Expected(at) : null,
            Problem = scene.StoreProblem,
            Faults = FaultList.Shown(scene.Faults),
            AtDesk = state.AtDesk is { } current ? Ticket(state, current, line, now) : null,
            AtDesks = state.AtDesks.OrderBy(t => t.DeskOrFirst()).Select(t => Ticket(state, t, line, now)).ToList(),
            settings.Options.Desks,
            Waiting = line.Select(t => Ticket(state, t, line, now)).ToList(),
            Counts = Counts(state),
            CanUndo = state.Undo is not null,
            Services = settings.Services.Select(s => new { s.Id, Letter = s.Letter.ToString(), s.Pictogram, s.Button, s.Names, UsualSeconds = (long?)_wait.Usual(state, s.Id)?.TotalSeconds }),
            settings.Languages,
            settings.Reasons,
            Link = new { scene.Bars, Beeping = scene.Beeps(time.Steady()) },
        };
    }

    /// <summary>One ticket; null where the day has none of that number.</summary>
    public object? Ticket(string? number)
    {
        var state = book.Current;
        return number is not null && state.Find(number) is { } ticket
            ? Ticket(state, ticket, [.. CallOrder.Line(state, settings.Options.PriorityInARow)], clock.Now())
            : null;
    }

    public static object Counts(QueueState state) => new
    {
        Given = state.Tickets.Count,
        state.People,
        Waiting = state.PeopleIn(TicketState.Waiting),
        Done = state.PeopleIn(TicketState.Done),
        NoShow = state.PeopleIn(TicketState.NoShow),
        Exception = state.PeopleIn(TicketState.Exception),
        Closed = state.PeopleIn(TicketState.Closed),
        Cancelled = state.PeopleIn(TicketState.Cancelled),
        state.PassedOn,
    };

    private object Ticket(QueueState state, Ticket ticket, List<Ticket> line, Moment now)
    {
        var before = line.FindIndex(t => t.Ordinal == ticket.Ordinal);
        return new
        {
            ticket.Number,
            ticket.Service,
            ticket.Language,
            ticket.Priority,
            State = ticket.State.ToString(),
            Recalls = ticket.State == TicketState.AtDesk ? (int?)ticket.Recalls : null,
            ticket.Reason,
            Pictogram = settings.Find(ticket.Service)?.Pictogram,
            Desk = ticket.State == TicketState.AtDesk ? ticket.DeskOrFirst() : (int?)null,
            ticket.ForDesk,
            People = ticket.People > 1 ? (int?)ticket.People : null,
            PeopleLeft = ticket.People > 1 ? (int?)ticket.Left : null,
            PassedOn = ticket.PassedOn > 0 ? (int?)ticket.PassedOn : null,
            ticket.IssuedAt,
            WaitedSeconds = (long?)(ticket.State == TicketState.Waiting ? ticket.WaitingBy(time.Local()) : ticket.Waited)?.TotalSeconds,
            SinceCallSeconds = ticket.State == TicketState.AtDesk && ticket.CalledAt is { } called ? (long?)now.Since(called)?.TotalSeconds : null,
            PeopleBefore = before >= 0 ? (int?)line.Take(before).Sum(t => t.People) : null,
            ExpectedWaitSeconds = before >= 0 ? (long?)_wait.Behind(state, line.Take(before), now)?.TotalSeconds : null,
        };
    }
}
