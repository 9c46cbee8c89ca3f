using Edge.Benchmarks.Reports;

namespace Edge.Benchmarks;

/// <summary>One thing that is measured, bounded in time.</summary>
internal interface IBenchmark
{
    string Name { get; }

    /// <summary>What is measured, in one line.</summary>
    string Summary { get; }

    Task<Report> RunAsync(BenchContext context, CancellationToken cancellationToken);
}
