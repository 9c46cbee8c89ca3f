namespace Edge.Agent.Custody;

/// <summary>What a client hands over. The buffers stay the caller's, who wipes them after the answer.</summary>
internal sealed record Submission
{
    public required string Kind { get; init; }

    public string? Outcome { get; init; }

    public int? Priority { get; init; }

    /// <summary>The officer who made it; null where nobody was signed in.</summary>
    public string? Officer { get; init; }

    /// <summary>The client's own id: a retry with it is the same record.</summary>
    public Guid? Id { get; init; }

    /// <summary>A JSON object, kept byte by byte.</summary>
    public required ReadOnlyMemory<byte> Fields { get; init; }

    public IReadOnlyList<SubmittedAttachment> Attachments { get; init; } = [];
}

/// <summary>A file of a submission.</summary>
internal sealed record SubmittedAttachment(string Name, string ContentType, ReadOnlyMemory<byte> Data);
