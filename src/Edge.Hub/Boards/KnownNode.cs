namespace Edge.Hub.Boards;

/// <summary>What is remembered of a board between database reads.</summary>
/// <param name="AwaitedKeys">Keys bound to a secret that is not spent yet.</param>
internal sealed record KnownNode(string Name, string Group, bool Revoked, IReadOnlyList<KnownKey> Keys, IReadOnlySet<string> AwaitedKeys);
