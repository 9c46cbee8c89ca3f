namespace Edge.Agent.Kiosk.Queue;

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
    NotCallable,
    NumbersUsedUp,
    IdUsedOtherwise,
    StoreFull,

    /// <summary>Nothing was written, and the next wish may be.</summary>
    StoreBusy,
    StoreFailed,
}
