namespace Edge.Benchmarks.Reports;

/// <summary>One measured number. A target is for the ratio where there is one, otherwise, or where <see cref="TargetIsValue"/> says so, for the value.</summary>
internal sealed record Figure(string What, double Value, string Unit)
{
    /// <summary>The 95th percentile, where the value is a median.</summary>
    public double? P95 { get; init; }

    /// <summary>The value as a multiple of the baseline's.</summary>
    public double? Ratio { get; init; }

    /// <summary>At most this much, or at least where <see cref="AtLeast"/> says so.</summary>
    public double? Target { get; init; }

    public bool AtLeast { get; init; }

    public bool TargetIsValue { get; init; }

    public bool? Met => Target is not { } target ? null : AtLeast ? Judged >= target : Judged <= target;

    private double Judged => TargetIsValue ? Value : Ratio ?? Value;
}
