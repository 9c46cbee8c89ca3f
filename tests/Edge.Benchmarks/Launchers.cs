namespace Edge.Benchmarks;

/// <summary>The built programs.</summary>
internal static class Launchers
{
    /// <summary>Where ./edge puts what it builds.</summary>
    public static string Artifacts => Path.GetFullPath(Environment.GetEnvironmentVariable("EDGEDEV_ARTIFACTS") is { Length: > 0 } named ? named : "artifacts");

    /// <exception cref="BenchException">It is not there.</exception>
    public static string Agent => Path.Combine(Artifacts, "edge-agent") is var path && File.Exists(path) ? path : throw new BenchException($"{path} is missing; run ./edge build, or start this by ./edge bench");
}
