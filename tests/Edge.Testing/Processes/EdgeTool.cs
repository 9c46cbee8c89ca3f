namespace Edge.Testing.Processes;

/// <summary>Where the launchers of agent and hub are.</summary>
internal sealed record EdgeTool(string Path)
{
    public const string Variable = "EDGEDEV_ARTIFACTS";

    public const string AgentName = "edge-agent";

    /// <summary>A command that stands in front and becomes the program, such as one that enters a network namespace.</summary>
    public IReadOnlyList<string> Prefix { get; init; } = [];

    public static EdgeTool Agent { get; } = Find(AgentName);

    public static EdgeTool Hub { get; } = Find("edge-hub");

    /// <exception cref="HarnessException">There is no such launcher.</exception>
    public string Launcher => File.Exists(Path)
        ? Path
        : throw new HarnessException($"{Path} is missing; run ./edge build, or let {Variable} name the folder with the launchers.");

    private static EdgeTool Find(string name) => new(System.IO.Path.Combine(Artifacts(name), name));

    private static string Artifacts(string name)
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named) return System.IO.Path.GetFullPath(named);
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var artifacts = System.IO.Path.Combine(folder.FullName, "artifacts");
            if (File.Exists(System.IO.Path.Combine(artifacts, name))) return artifacts;
        }
        return System.IO.Path.Combine(Environment.CurrentDirectory, "artifacts");
    }
}
