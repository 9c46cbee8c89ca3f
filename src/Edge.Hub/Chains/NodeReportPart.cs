namespace Edge.Hub.Chains;

/// <summary>One part of a board's story: sentences for a person, and the same as figures for a script.</summary>
internal sealed record NodeReportPart(string Name, IReadOnlyList<string> Lines, object? Facts);
