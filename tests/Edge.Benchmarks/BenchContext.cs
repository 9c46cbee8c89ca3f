using Edge.Agent.Spool;
using Edge.Hosting.Linux;
using Edge.Testing.Processes;

namespace Edge.Benchmarks;

/// <summary>Where a benchmark works and how it says how far it is.</summary>
internal sealed record BenchContext(string Folder, TextWriter Talk)
{
    public (Durability Durability, string FileSystem) Disk { get; } = MountTable.Read().Look(Folder);

    public string Durability => $"{Disk.Durability}".ToLowerInvariant();

    /// <summary>Whether the agent has to be told that its disk may forget.</summary>
    public bool AllowVolatile => Disk.Durability == Hosting.Linux.Durability.Volatile;

    /// <summary>Of a benchmark with several rows: those that are wanted; none stands for all.</summary>
    public IReadOnlyList<string> Rows { get; init; } = [];

    /// <summary>How many times of signal Edge is to have on a link that comes and goes; null leaves it to the row.</summary>
    public int? Windows { get; init; }

    /// <summary>How many boards return at once, and how many records each has; null leaves it to the benchmark.</summary>
    public int? Boards { get; init; }

    public int? Records { get; init; }

    /// <summary>The size of their sealed bytes.</summary>
    public int? Bytes { get; init; }

    /// <summary>The stores of queued records that are measured, one beside the other.</summary>
    public IReadOnlyList<string> Stores { get; init; } = [SpoolOptions.Files, SpoolOptions.LiteDb];

    /// <summary>The settings of a measured agent with that store.</summary>
    public Dictionary<string, string> AgentSettings(string store) => new() { [AgentSetup.StoreSetting] = store, ["EDGE_Spool__AllowVolatile"] = AllowVolatile ? "true" : "false" };

    public void Say(string what) => Talk.WriteLine($"bench: {what}");
}
