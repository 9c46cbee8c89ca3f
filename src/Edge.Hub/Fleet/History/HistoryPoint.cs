namespace Edge.Hub.Fleet.History;

/// <summary>One hour of a board, for charts. A null is not known.</summary>
/// <param name="At">The beginning of the hour.</param>
/// <param name="Backlog">Records held out there, by its last word in that hour.</param>
/// <param name="Link">In percent.</param>
/// <param name="Power">In percent.</param>
/// <param name="Celsius">By its last word in that hour.</param>
/// <param name="ColdestCelsius">The lowest it told in that hour.</param>
/// <param name="Records">Records stored in that hour.</param>
/// <param name="Bytes">Their sealed bytes.</param>
public sealed record HistoryPoint(DateTimeOffset At, long Backlog, int? Link, int? Power, int? Celsius, int? ColdestCelsius, long Records, long Bytes);

/// <summary>A stretch of time in which a board was heard, to five minutes.</summary>
public sealed record ContactWindow(DateTimeOffset From, DateTimeOffset To);

/// <summary>What is known of a board's past.</summary>
/// <param name="Points">Hours in which something was heard, in order.</param>
/// <param name="Windows">When it was heard, in order.</param>
public sealed record BoardPast(IReadOnlyList<HistoryPoint> Points, IReadOnlyList<ContactWindow> Windows);
