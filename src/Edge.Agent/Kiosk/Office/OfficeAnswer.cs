using Edge.Agent.Kiosk.Queue;

namespace Edge.Agent.Kiosk.Office;

/// <summary>What became of a wish.</summary>
/// <param name="Verdict">The step or the refusal.</param>
/// <param name="AlreadyDone">It was done before, under the same id; nothing changed now.</param>
internal sealed record OfficeAnswer(Verdict Verdict, bool AlreadyDone = false);
