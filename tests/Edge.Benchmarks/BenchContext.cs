using Edge.Agent.Storage;

namespace Edge.Benchmarks;

/// <summary>Where a benchmark works and how it says how far it is.</summary>
internal sealed record BenchContext(string Folder, TextWriter Talk)
{
    public (Durability Durability, string FileSystem) Disk { get; } = MountTable.Read().Look(Folder);

    public string Durability => $"{Disk.Durability}".ToLowerInvariant();

    /// <summary>Whether the agent has to be told that its disk may forget.</summary>
    public bool AllowVolatile => Disk.Durability == Agent.Storage.Durability.Volatile;

    public void Say(string what) => Talk.WriteLine($"bench: {what}");
}
