using System.CommandLine;
using Edge.Agent.Storage;
using Edge.Hosting;
using Edge.Hosting.Configuration;

namespace Edge.Agent.Cli;

/// <summary>What every command has: where to write its answer and its talk, and the options all share.</summary>
internal sealed class CommandContext(TextWriter output, TextWriter error, Func<Stream> input, Action<IServiceCollection> compose)
{
    public Option<string?> DataOption { get; } = new("--data") { Description = "Data folder (default: $STATE_DIRECTORY, else /var/lib/edge-agent)", Recursive = true, HelpName = "DIR" };

    public Option<string?> ConfigOption { get; } = new("--config") { Description = "Configuration file (JSON; default: /etc/edge/edge-agent.json where it is there and --data is not given)", Recursive = true, HelpName = "FILE" };

    public string Language { get; init; } = TerminalLanguage.English;

    /// <summary>Answers.</summary>
    public TextWriter Output => output;

    /// <summary>Talk.</summary>
    public TextWriter Error => error;

    public Func<Stream> Input => input;

    public Action<IServiceCollection> Compose => compose;

    public DataFolder Data(ParseResult parsed) => new(parsed.GetValue(DataOption) ?? StateFolder.Of("edge-agent"));

    public string? Config(ParseResult parsed) => parsed.GetValue(ConfigOption) ?? InstalledSettings.Of("edge-agent", parsed.GetValue(DataOption) is not null);
}
