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
    StoreFailed,
}
