namespace Edge.Agent.Kiosk.Queue;

/// <summary>One change of the queue. It counts once it is durable, and nothing of it shows before.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="State">The queue after it.</param>
/// <param name="Changed">The tickets that are new or different.</param>
/// <param name="Ticket">The ticket it is about; null where it is about none or many.</param>
internal sealed record Step(StepKind Kind, QueueState State, IReadOnlyList<Ticket> Changed, Ticket? Ticket = null) : Verdict;

/// <summary>What happened to the queue.</summary>
internal enum StepKind
{
    DayOpened,
    DayClosed,
    Given,
    Called,
    Recalled,
    NoShow,
    Done,
    Exception,
    Marked,
    Undone,
    Cancelled,
    PassedOn,
    Paused,
    Resumed,
    Shared,
}
