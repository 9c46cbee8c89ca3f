using System.ComponentModel.DataAnnotations;

namespace Edge.Hub.Boards;

/// <summary>How boards are admitted.</summary>
internal sealed class NodesOptions
{
    public const string Section = "Nodes";

    /// <summary>How long the one-time secret of a provisioning file can be used.</summary>
    [Range(typeof(TimeSpan), "00:10:00", "90.00:00:00")]
    public TimeSpan SecretLife { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Enrolment requests taken from one address (an IPv6 network of 64 bits counts as one) in a minute.</summary>
    [Range(1, 10_000)]
    public int EnrolPerMinute { get; init; } = 30;

    /// <summary>Enrolment requests taken from everyone together in a minute.</summary>
    [Range(1, 100_000)]
    public int EnrolPerMinuteOverall { get; init; } = 600;
}
