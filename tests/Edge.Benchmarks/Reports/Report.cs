namespace Edge.Benchmarks.Reports;

/// <summary>What a benchmark found.</summary>
/// <param name="Conditions">How it was measured, for whoever compares two runs.</param>
internal sealed record Report(string Name, string Summary, IReadOnlyList<string> Conditions, IReadOnlyList<Figure> Figures);
