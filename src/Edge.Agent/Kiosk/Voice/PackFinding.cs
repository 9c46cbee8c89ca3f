namespace Edge.Agent.Kiosk.Voice;

/// <summary>What is amiss with a language.</summary>
/// <param name="Phrase">Null where it concerns the pack.</param>
internal sealed record PackFinding(string Language, string? Phrase, string Problem);
