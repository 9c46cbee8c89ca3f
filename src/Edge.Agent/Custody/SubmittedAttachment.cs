namespace Edge.Agent.Custody;

/// <summary>A file of a submission.</summary>
internal sealed record SubmittedAttachment(string Name, string ContentType, ReadOnlyMemory<byte> Data);
