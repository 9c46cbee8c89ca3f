namespace Edge.Hub.Ingest;

/// <summary>A board is to be shut out.</summary>
/// <param name="Node">Its name.</param>
/// <param name="CoolDown">For how long.</param>
/// <param name="Until">The moment it may come back.</param>
/// <param name="Detail">What it did, with figures.</param>
/// <param name="IsFirst">False where it was told before and its messages go on arriving: its connection has to be closed again.</param>
internal sealed record Eviction(string Node, TimeSpan CoolDown, TimeSpan Until, string Detail, bool IsFirst);
