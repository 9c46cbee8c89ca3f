namespace Edge.Hub.Trust;

/// <summary>A signed trust file to put in force.</summary>
internal sealed record PublishRequest(byte[] File);
