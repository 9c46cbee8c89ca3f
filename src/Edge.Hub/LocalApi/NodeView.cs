namespace Edge.Hub.LocalApi;

/// <summary>A board, for people and scripts.</summary>
internal sealed record NodeView(string Node, string Group, string Address, string HttpsAddress, DateTimeOffset CreatedAt, DateTimeOffset? RevokedAt, IReadOnlyList<NodeKeyView> Keys);
