namespace Edge.Hub.Boards;

/// <summary>Why an enrolment is refused.</summary>
internal enum EnrolRefusal
{
    /// <summary>Unknown id, wrong secret or a certificate that is not ours: nothing more is said.</summary>
    Unknown,

    /// <summary>The right secret or certificate, but it may not be used (any more).</summary>
    Forbidden,
}
