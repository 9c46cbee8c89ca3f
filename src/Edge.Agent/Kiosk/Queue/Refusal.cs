namespace Edge.Agent.Kiosk.Queue;

/// <summary>Nothing changed.</summary>
/// <param name="Kind">Why not.</param>
/// <param name="Text">The same for people, and what to do.</param>
internal sealed record Refusal(RefusalKind Kind, string Text) : Verdict;
