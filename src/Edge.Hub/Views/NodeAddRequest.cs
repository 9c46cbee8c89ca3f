namespace Edge.Hub.Views;

/// <summary>Asks for a provisioning file with a one-time secret.</summary>
internal sealed record NodeAddRequest(string Node, string Group, string Address, string? HttpsAddress);
