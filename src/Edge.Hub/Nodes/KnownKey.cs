using Edge.Contracts.Signing;

namespace Edge.Hub.Nodes;

/// <summary>A key of a board, and whether it was revoked: what it signed is still checked with it, and flagged.</summary>
internal sealed record KnownKey(VerifyingKey Key, bool Revoked);
