namespace Edge.Hub.Audit;

/// <summary>Who does something, as the audit names it.</summary>
public sealed record Actor(string Name)
{
    /// <summary>Whoever may open hub.sock.</summary>
    public static Actor CommandLine { get; } = new("command-line");

    /// <summary>The hub itself.</summary>
    public static Actor Hub { get; } = new("hub");

    /// <summary>Somebody who signed in.</summary>
    public static Actor User(string name) => new($"user:{name}");

    /// <summary>A program with a token of that name.</summary>
    public static Actor Token(string name) => new($"token:{name}");

    public override string ToString() => Name;
}
