using Edge.Agent.Kiosk.Queue;

namespace Edge.Agent.Kiosk.Office;

/// <summary>Something an officer, a citizen or a client wants of the queue.</summary>
internal abstract record KioskCommand
{
    /// <summary>A client's own name for it: the same name again is the same wish, done once.</summary>
    public Guid? Id { get; init; }

    /// <summary>Who wants it, as journals name people; null for the officer in duty.</summary>
    public string? By { get; init; }

    /// <summary>At which desk; 1 where there is one.</summary>
    public int Desk { get; init; } = 1;

    public sealed record OpenDay : KioskCommand;

    public sealed record CloseDay : KioskCommand;

    /// <summary>A ticket, for one or for a household. The first language where none is named.</summary>
    public sealed record Give(string Service, bool Priority, string? Language, int People = 1) : KioskCommand;

    /// <summary>So many people share a ticket: that one; the one at the desk, or the newest that waits, where no number is given.</summary>
    public sealed record Share(string? Number, int People) : KioskCommand;

    /// <summary>The next one, or the one of that number.</summary>
    public sealed record Next(string? Number = null) : KioskCommand;

    public sealed record Recall : KioskCommand;

    public sealed record NoShow : KioskCommand;

    public sealed record Done : KioskCommand;

    public sealed record Except(string Reason) : KioskCommand;

    /// <summary>Into the priority lane or out of it; the newest ticket where no number is given.</summary>
    public sealed record Mark(string? Number, bool Priority) : KioskCommand;

    public sealed record Undo : KioskCommand;

    /// <summary>Whoever is at the desk, or that number, waits again for another service or desk.</summary>
    public sealed record PassOn(string? Number = null, string? Service = null, int? ToDesk = null) : KioskCommand;

    /// <summary>Officers go to lunch, or are back.</summary>
    public sealed record Pause(bool On) : KioskCommand;

    /// <summary>The case of the ticket at the desk has ended, as its enrolment tells: done, an exception with a reason of its own, or cancelled.</summary>
    /// <param name="After">How many people of the ticket had ended when the case began: if it is more by now, an officer's key has ended this one.</param>
    public sealed record End(long Day, string Number, TicketState As, string? Reason = null, int? After = null) : KioskCommand;
}
