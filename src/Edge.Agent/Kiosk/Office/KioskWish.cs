namespace Edge.Agent.Kiosk.Office;

/// <summary>Something an officer, a citizen or a client wants of the queue.</summary>
internal abstract record KioskWish
{
    /// <summary>A client's own name for it: the same name again is the same wish, done once.</summary>
    public Guid? Id { get; init; }

    public sealed record OpenDay : KioskWish;

    public sealed record CloseDay : KioskWish;

    /// <summary>A ticket. The first language where none is named.</summary>
    public sealed record Give(string Service, bool Priority, string? Language) : KioskWish;

    /// <summary>The next one, or the one of that number.</summary>
    public sealed record Next(string? Number = null) : KioskWish;

    public sealed record Recall : KioskWish;

    public sealed record NoShow : KioskWish;

    public sealed record Done : KioskWish;

    public sealed record Except(string Reason) : KioskWish;

    /// <summary>Into the priority lane or out of it; the newest ticket where no number is given.</summary>
    public sealed record Mark(string? Number, bool Priority) : KioskWish;

    public sealed record Undo : KioskWish;
}
