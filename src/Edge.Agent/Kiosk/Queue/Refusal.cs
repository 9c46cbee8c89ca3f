namespace Edge.Agent.Kiosk.Queue;

/// <summary>Nothing changed.</summary>
/// <param name="Kind">Why not.</param>
/// <param name="Text">The same for people, and what to do.</param>
internal sealed record Refusal(RefusalKind Kind, string Text) : Verdict;

/// <summary>Why a wish was not done.</summary>
internal enum RefusalKind
{
    DayClosed,
    DayOpen,
    NobodyWaits,
    NobodyAtDesk,
    RecallFirst,
    NothingToUndo,
    UnknownTicket,
    UnknownService,
    UnknownLanguage,
    UnknownReason,
    UnknownDesk,
    TooMany,

    /// <summary>Some of a household are done.</summary>
    HouseholdBegun,
    NotCallable,
    NumbersUsedUp,
    IdUsedOtherwise,
    StoreFull,

    /// <summary>The battery is nearly empty.</summary>
    SwitchingOff,

    /// <summary>Nothing was written, and the next wish may be.</summary>
    StoreBusy,
    StoreFailed,
}

/// <summary>What becomes of a wish: a step or a refusal.</summary>
internal abstract record Verdict;
