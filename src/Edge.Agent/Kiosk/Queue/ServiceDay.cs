namespace Edge.Agent.Kiosk.Queue;

/// <summary>From one officer's opening to the closing, however many midnights lie between.</summary>
/// <param name="Id">1, 2, 3 and so on over the board's life.</param>
/// <param name="Open">Whether tickets are given.</param>
/// <param name="OpenedAt">Local time; null where the clock was not to be believed.</param>
internal sealed record ServiceDay(long Id, bool Open, DateTimeOffset? OpenedAt);
