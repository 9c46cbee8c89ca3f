namespace Edge.Hub.Chains;

/// <summary>Records that claim one place.</summary>
internal sealed record Fork(IReadOnlyList<ForkSide> Sides, ForkKind Kind);
