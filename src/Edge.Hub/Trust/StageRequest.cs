namespace Edge.Hub.Trust;

/// <summary>What the next trust file changes. Keys to add are public keys, PEM; keys to take out are named by their ids.</summary>
internal sealed record StageRequest
{
    public IReadOnlyList<string> AddRegistry { get; init; } = [];

    public IReadOnlyList<string> RetireRegistry { get; init; } = [];

    /// <summary>The hub makes its next receipt key.</summary>
    public bool NewReceipt { get; init; }

    public IReadOnlyList<string> RetireReceipt { get; init; } = [];

    public IReadOnlyList<string> RevokeReceipt { get; init; } = [];

    public IReadOnlyList<string> AddRelease { get; init; } = [];

    public IReadOnlyList<string> RetireRelease { get; init; } = [];
}
