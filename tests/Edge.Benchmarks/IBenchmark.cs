using Edge.Benchmarks.Reports;

namespace Edge.Benchmarks;

/// <summary>One thing that is measured, bounded in time.</summary>
internal interface IBenchmark
{
    string Name { get; }

    /// <summary>What is measured, in one line.</summary>
    string Summary { get; }

    /// <summary>It takes long, or needs more than the others: it runs only where it is named.</summary>
    bool OnlyByName => false;

    /// <summary>Measures, and tells each report as soon as it is known.</summary>
    Task RunAsync(BenchContext context, Action<Report> tell, CancellationToken cancellationToken);
}
