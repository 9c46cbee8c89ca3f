using Edge.Hub.Chains;

namespace Edge.Hub.Views;

/// <summary>A board, for people and scripts; <paramref name="Story"/> only where one board is asked for.</summary>
internal sealed record NodeView(string Node, string Group, string Address, string HttpsAddress, DateTimeOffset CreatedAt, DateTimeOffset? RevokedAt, IReadOnlyList<NodeKeyView> Keys,
    IReadOnlyList<NodeReportPart>? Story = null);
