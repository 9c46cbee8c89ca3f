namespace Edge.Hub.Chains;

/// <summary>Numbers between two records of a chain that have no record.</summary>
internal sealed record Hole(Guid ChainId, long First, long Last);
