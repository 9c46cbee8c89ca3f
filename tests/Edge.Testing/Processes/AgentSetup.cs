namespace Edge.Testing.Processes;

/// <summary>How an agent is started; the same setup starts it again on the same data.</summary>
internal sealed record AgentSetup(string Node, string Data)
{
    public const string StoreVariable = "EDGEDEV_STORE";
    public const string StoreSetting = "EDGE_Spool__Store";

    /// <summary>Where agents whose setup does not say so keep what waits: EDGEDEV_STORE, so that everything can be tried over either store; null leaves it to them.</summary>
    public static string? Store { get; } = System.Environment.GetEnvironmentVariable(StoreVariable) is { Length: > 0 } named ? named : null;

    /// <summary>What is started.</summary>
    public EdgeTool Tool { get; init; } = EdgeTool.Agent;

    /// <summary>Further arguments of <c>run</c>.</summary>
    public IReadOnlyList<string> Args { get; init; } = [];

    /// <summary>By default the data folder may be volatile, since a temp folder often is.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string> { ["EDGE_Spool__AllowVolatile"] = "true" };

    public AgentSetup WithStore(string store) => this with { Environment = new Dictionary<string, string>(Environment) { [StoreSetting] = store } };

    public string LogPath => Data.TrimEnd('/') + ".log";
}
