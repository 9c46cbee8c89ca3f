namespace Edge.Agent.Kiosk.Queue;

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
}
