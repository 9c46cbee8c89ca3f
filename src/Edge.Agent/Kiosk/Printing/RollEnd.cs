namespace Edge.Agent.Kiosk.Printing;

/// <summary>How near its end a roll was seen.</summary>
internal enum RollEnd
{
    Far,
    Near,
    Out,
}
