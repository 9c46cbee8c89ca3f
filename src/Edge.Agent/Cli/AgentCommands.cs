using System.CommandLine;
using Edge.Agent.Spool;
using Edge.Contracts.Shown;
using Edge.Hosting;
using Edge.Hosting.Commands;
using Edge.Hosting.Manual;

namespace Edge.Agent.Cli;

/// <summary>The command line of edge-agent, from arguments to exit code.</summary>
internal sealed class AgentCommands(Action<IServiceCollection> compose, TextWriter standardOutput, TextWriter standardError, Func<Stream> input)
{
    // Sticks, files and people have written much of what is shown; nothing of it reaches a terminal in another way.
    private readonly TextWriter _output = Plain(standardOutput), _error = Plain(standardError);

    public string Language { get; init; } = TerminalLanguage.English;

    public Task<int> InvokeAsync(string[] args, CancellationToken cancellationToken = default) =>
        new CommandLine("edge-agent", Build(new CommandContext(_output, _error, input, compose) { Language = Language }, args.FirstOrDefault()), _output, _error) { Language = Language, IsExpected = e => e is SpoolException }.RunAsync(args, cancellationToken);

    private static PlainWriter Plain(TextWriter behind) => new(behind);

    // The whole tree of commands costs a small board more than most commands do.
    private static readonly (string Name, Func<CommandContext, Command> Build)[] All =
    [
        ("run", RunCommand.Build), ("check", CheckCommand.Build), ("doctor", DoctorCommand.Build), ("support-bundle", SupportBundleCommand.Build), ("provision", ProvisionCommand.Build),
        ("factory-reset", FactoryResetCommand.Build), ("status", StatusCommand.Build), ("submit", SubmitCommand.Build), ("spool", SpoolCommands.Build), ("courier", CourierCommands.Build),
        ("queue", QueueCommands.Build), ("journal", JournalCommand.Build), ("link-meter", LinkMeterCommand.Build), ("desk", DeskCommand.Build), ("paper", PaperCommands.Build),
        ("prompts", PromptsCommands.Build), ("release", ReleaseCommands.Build), ("version", VersionCommand.Build),
        ("manual", _ => ManualCommands.Manual("edge-agent")), ("completion", _ => ManualCommands.Completion("edge-agent")),
    ];

    /// <param name="context">What commands work with.</param>
    /// <param name="first">The first argument: where it is a command's name that one is built, otherwise all are.</param>
    internal static RootCommand Build(CommandContext context, string? first = null)
    {
        var root = new RootCommand("Edge agent: keeps a kiosk's sealed records and brings them to the hub") { context.DataOption, context.ConfigOption };
        var named = first is "manual" or "completion" ? [] : Array.FindAll(All, c => c.Name == first);
        foreach (var (_, build) in named.Length > 0 ? named : All) root.Add(build(context));
        return root.Given();
    }
}
