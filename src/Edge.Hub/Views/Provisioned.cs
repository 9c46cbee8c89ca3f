namespace Edge.Hub.Views;

/// <summary>A provisioning file, and what is new about the board.</summary>
internal sealed record Provisioned(string Node, bool Replaces, DateTimeOffset? SecretExpiresAt, string File);
