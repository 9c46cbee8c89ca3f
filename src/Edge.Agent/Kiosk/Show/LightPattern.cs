namespace Edge.Agent.Kiosk.Show;

/// <summary>How a light behaves: its rhythm says as much as its colour.</summary>
internal enum LightPattern
{
    Off,

    Steady,

    /// <summary>Half a second on, half a second off.</summary>
    SlowBlink,

    /// <summary>An eighth of a second on, an eighth off.</summary>
    FastBlink,
}
