using Edge.Contracts.Signing;

namespace Edge.Hub.Boards;

/// <summary>A key of a board. What it signed is checked with it for ever: what a revoked one signed is flagged, and one that is retired is only too old to connect with.</summary>
internal sealed record KnownKey(VerifyingKey Key, bool Revoked, bool Retired = false);
