namespace Edge.Demo.Processes;

/// <summary>How an agent is started; the same setup starts it again on the same data.</summary>
internal sealed record AgentSetup(string Node, string Data)
{
    /// <summary>What is started.</summary>
    public EdgeTool Tool { get; init; } = EdgeTool.Agent;

    /// <summary>Further arguments of <c>run</c>.</summary>
    public IReadOnlyList<string> Args { get; init; } = [];

    /// <summary>By default the data folder may be volatile, since a temp folder often is.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string> { ["EDGE_Spool__AllowVolatile"] = "true" };

    public string LogPath => Data.TrimEnd('/') + ".log";
}
