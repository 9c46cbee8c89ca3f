using System.ComponentModel.DataAnnotations;

namespace Edge.Agent.Update;

/// <summary>How a release is tried, and what it leaves alone.</summary>
internal sealed class UpdateOptions
{
    public const string Section = "Update";

    /// <summary>A release that is not healthy after this time is taken back. It must have room for the longest start of a board whose records move to another store.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan HealthyWithin { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>So long one process of it must run and say that records could be accepted; then it stays.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "06:00:00")]
    public TimeSpan SteadyFor { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>A release is not taken where less than this would be free while it is installed: that room is for records.</summary>
    [Range(0L, 1L << 40)]
    public long KeepFreeBytes { get; init; } = 512L << 20;
}
