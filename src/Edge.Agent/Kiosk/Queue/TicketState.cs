namespace Edge.Agent.Kiosk.Queue;

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
}
