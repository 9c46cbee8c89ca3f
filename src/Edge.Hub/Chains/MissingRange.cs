namespace Edge.Hub.Chains;

/// <summary>Numbers of a chain that are not here, and why as far as it is known.</summary>
internal sealed record MissingRange(long First, long Last, MissingReason Reason);
