using System.Text.Json.Nodes;

namespace Edge.Hub.Settings;

/// <summary>Parts of settings to change.</summary>
/// <param name="Group">Empty for every group.</param>
/// <param name="Change">The parts; null takes one out.</param>
internal sealed record SettingsChange(string Group, JsonObject Change);

/// <summary>Whose draft is to be issued; empty for every group.</summary>
internal sealed record SettingsIssue(string Group);
