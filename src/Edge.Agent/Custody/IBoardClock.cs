using Edge.Contracts.Wire;

namespace Edge.Agent.Custody;

/// <summary>The board's clocks.</summary>
internal interface IBoardClock
{
    ClockReading Read();
}

/// <summary>When something happened, as far as a board can tell: its wall clock may stand in 1970, its monotonic clock does not lie.</summary>
internal sealed record ClockReading(DateTimeOffset WallTime, ClockState State, Guid BootId, ulong MonotonicMs);
