namespace Edge.Benchmarks.Reports;

/// <summary>What a benchmark found.</summary>
/// <param name="Conditions">How it was measured, for whoever compares two runs.</param>
internal sealed record Report(string Name, string Summary, IReadOnlyList<string> Conditions, IReadOnlyList<Figure> Figures)
{
    /// <summary>What was seen on the way, for machines; tables leave it out.</summary>
    public IReadOnlyList<object>? Details { get; init; }
}
