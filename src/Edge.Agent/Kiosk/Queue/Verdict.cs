namespace Edge.Agent.Kiosk.Queue;

/// <summary>What becomes of a wish: a step or a refusal.</summary>
internal abstract record Verdict;
