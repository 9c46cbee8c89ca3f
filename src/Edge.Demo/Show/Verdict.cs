namespace Edge.Demo.Show;

/// <summary>What the end of an unattended run found: the sums, and everything that is not as it should be.</summary>
internal sealed record Verdict(DemoSummary Summary, IReadOnlyList<string> Faults)
{
    public bool Holds => Faults.Count == 0 && Summary is { Lost: 0, Duplicates: 0 } && Summary.Stored == Summary.Accepted;
}
