namespace Edge.Hub.Boards;

/// <summary>An enrolment is refused; the message may be shown to whoever asked.</summary>
internal sealed class EnrolException(EnrolRefusal refusal, string message) : Exception(message)
{
    public EnrolRefusal Refusal { get; } = refusal;
}
