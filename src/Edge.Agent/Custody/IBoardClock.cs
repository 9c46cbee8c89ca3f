namespace Edge.Agent.Custody;

/// <summary>The board's clocks.</summary>
internal interface IBoardClock
{
    ClockReading Read();
}
