namespace Edge.Hub.Chains;

/// <summary>Chains too many to list, all older than those that are.</summary>
internal sealed record OlderChains(int Count, long First, long Last, long Missing);
