using System.ComponentModel.DataAnnotations;

namespace Edge.Agent.Custody.Intake;

/// <summary>How much the local API takes on at once; its memory is bounded by this.</summary>
internal sealed class LocalApiOptions
{
    public const string Section = "LocalApi";

    /// <summary>Submissions read and sealed at the same time.</summary>
    [Range(1, 64)]
    public int Concurrent { get; init; } = 4;

    /// <summary>Submissions that may wait for their turn; more are told to come back.</summary>
    [Range(0, 1000)]
    public int Waiting { get; init; } = 32;

    /// <summary>Longest wait for a turn.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:05:00")]
    public TimeSpan MaxWait { get; init; } = TimeSpan.FromSeconds(20);
}
