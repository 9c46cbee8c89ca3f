namespace Edge.Hub;

/// <summary>A section of the configuration and the options it holds; what no feature has named is refused.</summary>
internal sealed record KnownSection(string Name, Type Options);
