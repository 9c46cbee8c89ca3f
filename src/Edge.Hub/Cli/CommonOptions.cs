using System.CommandLine;
using System.Text.Json;
using Edge.Hosting;
using Edge.Hosting.Commands;
using Edge.Hosting.Configuration;

namespace Edge.Hub.Cli;

/// <summary>Options that every command takes.</summary>
internal sealed class CommonOptions
{
    // Read by DataOf alone: it is empty where the usual folder is meant.
    private readonly Option<string?> _data = new("--data")
    {
        Description = "Data folder (default: $STATE_DIRECTORY, else /var/lib/edge-hub)",
        HelpName = "DIR",
        Recursive = true,
    };

    private readonly Option<string?> _config = new("--config")
    {
        Description = "Configuration file (JSON; default: /etc/edge/edge-hub.json where it is there and --data is not given). Each key can also come from the environment: EDGE_Section__Key",
        HelpName = "FILE",
        Recursive = true,
    };

    public Option<bool> Json { get; } = new("--json") { Description = "Write JSON, for machines" };

    public void AddTo(RootCommand root)
    {
        root.Add(_data);
        root.Add(_config);
    }

    /// <summary>One that may be given several times; no value where it is not given.</summary>
    public static Option<string[]> Repeated(string name, string description, string form) => new(name) { Description = $"{description}; may be repeated", HelpName = form };

    public HubArguments Arguments(ParseResult parsed, IReadOnlyDictionary<string, string?>? settings = null) =>
        new(DataOf(parsed), parsed.GetValue(_config) ?? InstalledSettings.Of("edge-hub", parsed.GetValue(_data) is not null), settings ?? new Dictionary<string, string?>());

    public string Language { get; init; } = TerminalLanguage.English;

    public string DataOf(ParseResult parsed) => parsed.GetValue(_data) ?? StateFolder.Of("edge-hub");

    /// <summary>Writes an answer of the hub: as JSON where that was asked for, else these lines.</summary>
    public async Task WriteAsync<T>(ParseResult parsed, T answer, params IEnumerable<string> lines)
    {
        var output = parsed.InvocationConfiguration.Output;
        if (parsed.GetValue(Json)) await output.WriteLineAsync(JsonSerializer.Serialize(answer, HubJson.Options));
        else foreach (var line in lines) await output.WriteLineAsync(line);
    }

    /// <summary>Writes a list: as JSON where that was asked for, else with a heading.</summary>
    public Task ListAsync<T>(ParseResult parsed, IReadOnlyCollection<T> items, Columns columns, Func<T, string[]> cells, Said none) =>
        parsed.GetValue(Json) ? WriteAsync(parsed, items) : columns.WriteAsync(parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, Language, items, cells, new Said($"edge-hub: {none.Vi}", $"edge-hub: {none.En}"));
}
