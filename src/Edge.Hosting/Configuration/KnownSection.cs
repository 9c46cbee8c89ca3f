namespace Edge.Hosting.Configuration;

/// <summary>A section the configuration may have, and what it is read into.</summary>
internal sealed record KnownSection(string Name, Type Options);
