using Edge.Contracts;

namespace Edge.Agent.Custody;

/// <summary>What a submission must be before it is sealed: afterwards nobody but the registry can look.</summary>
internal static class SubmissionRules
{
    public const int DefaultPriority = 5;
    public const string DefaultOutcome = "complete";

    private const int ContentTypeLength = 100;

    public static void Check(Submission s)
    {
        Require(Names.IsToken(s.Kind), $"kind must be {Names.TokenRule}");
        Require(s.Outcome is null || Names.IsToken(s.Outcome), $"outcome must be {Names.TokenRule}");
        Require(s.Officer is null || Names.IsToken(s.Officer), $"officer must be {Names.TokenRule}");
        Require(s.Priority is null or (>= 0 and <= 9), $"priority is {s.Priority}; it must be 0 (most urgent) to 9");
        Require(s.Id != Guid.Empty, "id must not be the all-zero UUID");
        if (FieldsCheck.Problem(s.Fields.Span) is { } problem) throw new SubmissionException(SubmissionFault.Invalid, problem);
        CheckAttachments(s.Attachments);
    }

    public static SubmissionException TooLarge(long atLeast) => new(SubmissionFault.TooLarge,
        $"the record has {atLeast} bytes or more, fields and attachments together; at most {Limits.PlaintextBytes} are accepted");

    private static void CheckAttachments(IReadOnlyList<SubmittedAttachment> attachments)
    {
        Require(attachments.Count <= Limits.Attachments, $"{attachments.Count} attachments; at most {Limits.Attachments} are accepted");
        // Names become files, also on disks that do not tell capitals from small letters.
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < attachments.Count; i++)
        {
            var a = attachments[i];
            Require(Names.IsAttachment(a.Name), $"the name of attachment {i + 1} must be {Names.AttachmentRule}");
            Require(names.Add(a.Name), $"attachment {i + 1} has the name of an earlier one (capital and small letters count as the same)");
            Require(IsContentType(a.ContentType), $"the content type of attachment {i + 1} must be at most {ContentTypeLength} printable ASCII characters");
        }
    }

    private static bool IsContentType(string type) => type.Length <= ContentTypeLength && type.All(c => c is >= ' ' and <= '~');

    private static void Require(bool holds, string message)
    {
        if (!holds) throw new SubmissionException(SubmissionFault.Invalid, message);
    }
}

/// <summary>The submission itself is wrong; sending it again unchanged will fail again. The message quotes nothing of its content.</summary>
internal sealed class SubmissionException(SubmissionFault fault, string message, Exception? inner = null) : Exception(message, inner)
{
    public SubmissionFault Fault { get; } = fault;

    /// <summary>With <see cref="SubmissionFault.OtherContent"/>: the digest of what is held, and of what came now.</summary>
    public (string Held, string Submitted)? Digests { get; init; }
}

/// <summary>What is wrong with a submission.</summary>
internal enum SubmissionFault
{
    Invalid,
    TooLarge,

    /// <summary>Its id belongs to a record of other content.</summary>
    OtherContent,

    /// <summary>Its id belongs to a record whose file was found damaged.</summary>
    Damaged,
}
