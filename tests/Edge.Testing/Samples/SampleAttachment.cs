namespace Edge.Testing.Samples;

/// <summary>A file of a made-up record.</summary>
internal sealed record SampleAttachment(string Name, string ContentType, byte[] Data);
