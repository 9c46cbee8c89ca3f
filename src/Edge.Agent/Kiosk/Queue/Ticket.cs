namespace Edge.Agent.Kiosk.Queue;

/// <summary>A place in the queue: of one citizen, or of a household that is served together. Nothing of it says who.</summary>
internal sealed record Ticket
{
    /// <summary>No household on one ticket is larger: one key of the keypad, one word of the loudspeaker.</summary>
    public const int MostPeople = 9;

    /// <summary>The service day's number.</summary>
    public required long Day { get; init; }

    /// <summary>A letter and three or four digits, given once a service day.</summary>
    public required string Number { get; init; }

    /// <summary>1 for the day's first ticket, whatever its letter.</summary>
    public required int Ordinal { get; init; }

    public required string Service { get; init; }

    public required string Language { get; init; }

    /// <summary>In the lane of the old, ill, pregnant and disabled.</summary>
    public bool Priority { get; init; }

    /// <summary>A few random letters of its QR, so that no other board's or day's ticket passes for it.</summary>
    public required string Mark { get; init; }

    /// <summary>Local time; null where the clock was not to be believed.</summary>
    public DateTimeOffset? IssuedAt { get; init; }

    public TicketState State { get; init; }

    /// <summary>The desk it was last called to; null before that.</summary>
    public int? Desk { get; init; }

    /// <summary>The only desk that calls it; null where any does.</summary>
    public int? ForDesk { get; init; }

    /// <summary>How many people share it.</summary>
    public int People { get; init; } = 1;

    /// <summary>Whose case has ended of them, while the others are still at the desk.</summary>
    public Ended Ended { get; init; }

    /// <summary>How many of its people are where the ticket is.</summary>
    public int Left => People - Ended.Total;

    /// <summary>How often it was passed on, to another service or desk.</summary>
    public int PassedOn { get; init; }

    /// <summary>From its giving to its first call, by the board's clock; null before that, and where that clock was not to be believed.</summary>
    public TimeSpan? Waited { get; init; }

    /// <summary>How often it was called again.</summary>
    public int Recalls { get; init; }

    /// <summary>Why it ended as an exception.</summary>
    public string? Reason { get; init; }

    /// <summary>When it was last called.</summary>
    public Moment? CalledAt { get; init; }

    /// <summary>From its last call to its end; null where it was not served or nobody can tell.</summary>
    public TimeSpan? Took { get; init; }

    /// <summary>How many of its people stand so; over all states they are <see cref="People"/>.</summary>
    public int Of(TicketState state) => Ended.Of(state) + (State == state ? Left : 0);

    /// <summary>Whether it is called to that desk, or there. Boards that had but one noted none.</summary>
    public bool IsAt(int desk) => State == TicketState.AtDesk && DeskOrFirst() == desk;

    public int DeskOrFirst() => Desk ?? 1;

    /// <summary>How long ago it was given, by the wall clock; null where that stood differently then, or is not to be believed.</summary>
    public TimeSpan? WaitingBy(DateTimeOffset? now) => now - IssuedAt is { } span && span >= TimeSpan.Zero ? span : null;
}

/// <summary>People of a household whose cases have ended, by how.</summary>
internal readonly record struct Ended(int Done, int Unable, int Cancelled)
{
    public int Total => Done + Unable + Cancelled;

    public int Of(TicketState state) => state switch
    {
        TicketState.Done => Done,
        TicketState.Exception => Unable,
        TicketState.Cancelled => Cancelled,
        _ => 0,
    };

    /// <summary>One more.</summary>
    public Ended And(TicketState how) => how switch
    {
        TicketState.Done => this with { Done = Done + 1 },
        TicketState.Exception => this with { Unable = Unable + 1 },
        TicketState.Cancelled => this with { Cancelled = Cancelled + 1 },
        _ => throw new ArgumentException($"no case ends as {how}", nameof(how)),
    };
}

/// <summary>How far a ticket is. Its number in the database: never change one.</summary>
internal enum TicketState
{
    /// <summary>Its holder waits.</summary>
    Waiting = 0,

    /// <summary>Called to the desk, or there.</summary>
    AtDesk = 1,

    /// <summary>Served.</summary>
    Done = 2,

    /// <summary>Called and recalled, and nobody came.</summary>
    NoShow = 3,

    /// <summary>Ended without a record, for a reason.</summary>
    Exception = 4,

    /// <summary>Still waiting when the day was closed.</summary>
    Closed = 5,

    /// <summary>The officer ended the case, and there is neither a record nor a reason.</summary>
    Cancelled = 6,
}
