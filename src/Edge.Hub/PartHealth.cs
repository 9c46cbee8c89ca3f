namespace Edge.Hub;

/// <summary>One part's word of itself.</summary>
internal sealed record PartHealth(bool Ok, string Detail);
