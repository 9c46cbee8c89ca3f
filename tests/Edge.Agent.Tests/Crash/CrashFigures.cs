namespace Edge.Agent.Tests.Crash;

/// <summary>How much was tried, and what was not as promised.</summary>
internal sealed class CrashFigures
{
    public int Runs { get; set; }

    public int Prefixes { get; set; }

    /// <summary>Prefixes times variants.</summary>
    public int States { get; set; }

    /// <summary>Those that differ in bytes or in what had been promised: so many starts were made.</summary>
    public int Starts { get; set; }

    public List<string> Violations { get; } = [];

    public override string ToString() => $"{Runs} run(s), {Prefixes} prefixes, {States} prefix x variant states, {Starts} of them different and started on, {Violations.Count} violation(s)";
}
