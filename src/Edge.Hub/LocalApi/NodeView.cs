using Edge.Hub.Backup;

namespace Edge.Hub.LocalApi;

/// <summary>A board, for people and scripts.</summary>
internal sealed record NodeView(string Node, string Group, string Address, string HttpsAddress, DateTimeOffset CreatedAt, DateTimeOffset? RevokedAt, IReadOnlyList<NodeKeyView> Keys)
{
    /// <summary>What became of its records after a restore; only where one board is shown.</summary>
    public RecoveryView? Recovery { get; init; }
}
