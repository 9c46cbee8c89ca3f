namespace Edge.Demo.Show;

/// <summary>What the end of a run found: the sums, those of each kiosk, and everything that is not as it should be.</summary>
internal sealed record Verdict(DemoSummary Summary, IReadOnlyList<KioskSums> Kiosks, IReadOnlyList<string> Faults)
{
    public bool Holds => Faults.Count == 0 && Summary is { Lost: 0, Duplicates: 0 } && Summary.Stored == Summary.Accepted;
}

/// <summary>The sums of one kiosk.</summary>
internal sealed record KioskSums(string Name, int Accepted, int Stored, long BytesUp, long Cuts);
