namespace Edge.Agent.Kiosk.Voice;

/// <summary>A service whose name and letter are said.</summary>
internal sealed record SpokenService(string Id, char Letter);
