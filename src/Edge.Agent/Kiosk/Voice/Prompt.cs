namespace Edge.Agent.Kiosk.Voice;

/// <summary>A phrase in a language.</summary>
/// <param name="Clip">Its WAV file; null where nobody has spoken it.</param>
/// <param name="Text">What is said; null where nobody wrote it down.</param>
internal sealed record Prompt(string? Clip, string? Text);
