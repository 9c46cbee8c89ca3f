namespace Edge.Agent.Kiosk.Voice;

/// <summary>A phrase to be recorded.</summary>
internal sealed record SheetLine(string Phrase, string File, string? Text, string? Vietnamese, string? English);
