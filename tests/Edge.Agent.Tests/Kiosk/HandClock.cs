using Edge.Agent.Custody;
using Edge.Contracts.Wire;

namespace Edge.Agent.Tests.Kiosk;

/// <summary>A board's clocks, one of which can be cut off from what was before.</summary>
internal sealed class HandClock(HandTime time) : IBoardClock
{
    public Guid Boot { get; set; } = new("00000000-0000-0000-0000-000000000001");

    public ClockReading Read() => new(time.Utc, ClockState.Synchronised, Boot, (ulong)time.Elapsed.TotalMilliseconds);
}
