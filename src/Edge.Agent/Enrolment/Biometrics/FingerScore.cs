namespace Edge.Agent.Enrolment.Biometrics;

/// <summary>How clear the picture of a finger is. A measure of ours over the picture alone: it is not NFIQ and does not tell how well the finger will match.</summary>
/// <param name="Score">0 to 100.</param>
/// <param name="Contrast">0 to 100: how dark ridges stand out.</param>
/// <param name="Area">0 to 100: how much of the sensor the ridges cover; 100 is as much as a finger laid flat.</param>
/// <param name="Clarity">0 to 100: how far ridges run side by side, place by place.</param>
/// <param name="Hint">A code of <see cref="CaseHints"/>: what to do differently; null where nothing much is wrong.</param>
internal sealed record FingerScore(int Score, int Contrast, int Area, int Clarity, string? Hint);
