using System.Collections.Immutable;

namespace Edge.Agent.Kiosk.Queue;

/// <summary>The whole queue between two steps. What is here is what the database says.</summary>
internal sealed record QueueState
{
    public static QueueState Empty { get; } = new();

    /// <summary>The boot in which this was read: times of another one cannot be compared with its own.</summary>
    public Guid Boot { get; init; }

    /// <summary>The newest service day, open or closed; null before the first.</summary>
    public ServiceDay? Day { get; init; }

    /// <summary>All of that day's tickets, in the order they were given.</summary>
    public ImmutableList<Ticket> Tickets { get; init; } = [];

    /// <summary>How many of the priority lane were called in a row.</summary>
    public int PriorityRun { get; init; }

    /// <summary>What the officer can take back; null where there is nothing.</summary>
    public Undo? Undo { get; init; }

    public bool IsOpen => Day is { Open: true };

    /// <summary>Officers are at lunch: nobody is called, and tickets are given all the same.</summary>
    public bool IsPaused => Day is { Open: true, Paused: true };

    /// <summary>Who is called or served, at any desk.</summary>
    public IEnumerable<Ticket> AtDesks => Tickets.Where(t => t.State == TicketState.AtDesk);

    /// <summary>Of those, the one who was called last.</summary>
    public Ticket? AtDesk => AtDesks.MaxBy(t => t.CalledAt is { } called && called.Boot == Boot ? called.Milliseconds + 1 : 0);

    /// <summary>Who is called or served at that desk.</summary>
    public Ticket? At(int desk) => Tickets.Find(t => t.IsAt(desk));

    public IEnumerable<Ticket> Waiting => Tickets.Where(t => t.State == TicketState.Waiting);

    /// <summary>How many people the tickets are for: a household has one.</summary>
    public int People => Tickets.Sum(t => t.People);

    /// <summary>How many tickets were passed on to another service or desk.</summary>
    public int PassedOn => Tickets.Count(t => t.PassedOn > 0);

    /// <summary>How many people wait: a household has one ticket.</summary>
    public int PeopleWaiting => Waiting.Sum(t => t.People);

    /// <summary>How many people stand so; over all states they are <see cref="People"/>.</summary>
    public int PeopleIn(TicketState which) => Tickets.Sum(t => t.Of(which));

    public Ticket? Find(string number) => Tickets.Find(t => t.Number == number);

    /// <summary>The same queue with these tickets as they are now; new ones go to the end.</summary>
    public QueueState With(params IEnumerable<Ticket> changed)
    {
        var tickets = Tickets;
        foreach (var ticket in changed)
        {
            tickets = ticket.Ordinal <= tickets.Count ? tickets.SetItem(ticket.Ordinal - 1, ticket) : tickets.Add(ticket);
        }
        return this with { Tickets = tickets };
    }
}

/// <summary>From one officer's opening to the last closing of the same date, however many midnights lie between.</summary>
/// <param name="Id">1, 2, 3 and so on over the board's life.</param>
/// <param name="Open">Whether tickets are given.</param>
/// <param name="OpenedAt">Local time; null where the clock was not to be believed.</param>
/// <param name="Paused">Officers are at lunch.</param>
internal sealed record ServiceDay(long Id, bool Open, DateTimeOffset? OpenedAt, bool Paused = false);
