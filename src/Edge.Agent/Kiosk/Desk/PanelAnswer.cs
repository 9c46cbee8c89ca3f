using Edge.Agent.Kiosk.Office;

namespace Edge.Agent.Kiosk.Desk;

/// <summary>What a button came to.</summary>
/// <param name="Saying">What is said.</param>
/// <param name="Wish">The ticket that is wanted; null where none is.</param>
internal sealed record PanelAnswer(PanelSaying Saying, KioskCommand.Give? Wish = null);
