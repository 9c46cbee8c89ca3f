namespace Edge.Agent.Kiosk.Voice;

/// <summary>Something the board said, as text.</summary>
/// <param name="Number">Counts from 1.</param>
/// <param name="Text">Its phrases in a row; empty for a tone alone.</param>
internal sealed record Said(long Number, DateTimeOffset At, string Language, bool Call, string Text);
