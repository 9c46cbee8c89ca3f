namespace Edge.Benchmarks.Boards;

/// <summary>What the load process tells when it is over.</summary>
/// <param name="CpuSeconds">Its own processor time from the first start to the end.</param>
/// <param name="MachineBusySeconds">That of all processes of the machine, others' included.</param>
internal sealed record LoadResult(DateTimeOffset Started, double Seconds, double CpuSeconds, double MachineBusySeconds, IReadOnlyList<BoardOutcome> Boards);
