using System.Text.Json;

namespace Edge.Agent.Doctor.Running;

/// <summary>What became of the question how the running agent is.</summary>
/// <param name="Detail">Why not, in its own words.</param>
internal sealed record AgentAnswer(AgentState State, string? Detail = null, AgentPeer? Peer = null)
{
    /// <summary>Its status; null unless it answered.</summary>
    public JsonElement? Status { get; init; }
}

internal enum AgentState
{
    Answers,

    /// <summary>Nobody listens, and nobody holds the data folder.</summary>
    NotRunning,

    /// <summary>A process holds the data folder and does not listen yet, or not any more.</summary>
    Starting,

    /// <summary>This user may not ask it.</summary>
    NoPermission,

    /// <summary>Its process is stopped.</summary>
    Stopped,

    /// <summary>It took the question and did not answer it in time.</summary>
    Silent,

    /// <summary>It answered with an error, or with nonsense.</summary>
    Broken,
}
