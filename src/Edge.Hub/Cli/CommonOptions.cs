using System.CommandLine;
using Edge.Hosting.Configuration;

namespace Edge.Hub.Cli;

/// <summary>Options that every command takes.</summary>
internal sealed class CommonOptions
{
    public Option<string> Data { get; } = new("--data")
    {
        Description = "Data folder (default: $STATE_DIRECTORY, else /var/lib/edge-hub)",
        HelpName = "DIR",
        Recursive = true,
        DefaultValueFactory = _ => StateFolder.Of("edge-hub"),
    };

    public Option<string?> Config { get; } = new("--config")
    {
        Description = "Configuration file (JSON). Each key can also come from the environment: EDGE_Section__Key",
        HelpName = "FILE",
        Recursive = true,
    };

    public Option<bool> Json { get; } = new("--json") { Description = "Write JSON, for machines" };

    public HubArguments Arguments(ParseResult parsed, IReadOnlyDictionary<string, string?>? settings = null) =>
        new(parsed.GetValue(Data)!, parsed.GetValue(Config), settings ?? new Dictionary<string, string?>());
}
