namespace Edge.Agent.Custody;

/// <summary>The submission itself is wrong; sending it again unchanged will fail again. The message quotes nothing of its content.</summary>
internal sealed class SubmissionException(SubmissionFault fault, string message, Exception? inner = null) : Exception(message, inner)
{
    public SubmissionFault Fault { get; } = fault;

    /// <summary>With <see cref="SubmissionFault.OtherContent"/>: the digest of what is held, and of what came now.</summary>
    public (string Held, string Submitted)? Digests { get; init; }
}
